import type { FacetInput } from '../facets.ts';

/** The second preset: the profile of the plan's own family, with a facet of several answers. */
export const learningGoals: FacetInput[] = [
  {
    id: 'education_level',
    label: { en: 'Education', ur: 'تعلیم' },
    question: { en: 'Where are you in your education?', ur: 'آپ کی تعلیم کس درجے کی ہے؟' },
    reason: { en: 'Examples fit your stage.', ur: 'مثالیں آپ کے درجے کے مطابق ہوں گی۔' },
    options: [
      { value: 'high_school', label: { en: 'High school', ur: 'ہائی سکول' } },
      { value: 'undergraduate', label: { en: 'Undergraduate', ur: 'انڈرگریجویٹ' } },
      { value: 'graduate', label: { en: 'Graduate', ur: 'گریجویٹ' } },
      { value: 'professional', label: { en: 'Professional', ur: 'پیشہ ور' } },
    ],
    default: 'undergraduate',
    matters: {
      signals: ['exercise', 'project', 'course', 'class', 'lab', 'equation', 'derivative', 'matrix', 'vector'],
    },
  },
  {
    id: 'programming_experience',
    label: { en: 'Programming', ur: 'پروگرامنگ' },
    question: { en: 'How well do you program?', ur: 'آپ پروگرامنگ کتنی جانتے ہیں؟' },
    reason: {
      en: 'Terms and basics are explained where you need them.',
      ur: 'اصطلاحات وہاں سمجھائی جائیں گی جہاں ضرورت ہو۔',
    },
    options: [
      { value: 'none', label: { en: 'Not at all', ur: 'بالکل نہیں' } },
      { value: 'beginner', label: { en: 'Beginner', ur: 'مبتدی' } },
      { value: 'intermediate', label: { en: 'Intermediate', ur: 'درمیانہ' } },
      { value: 'advanced', label: { en: 'Advanced', ur: 'ماہر' } },
    ],
    default: 'intermediate',
    matters: 'prose',
    axis: 'level',
  },
  {
    id: 'robotics_background',
    label: { en: 'Robotics', ur: 'روبوٹکس' },
    question: { en: 'Do you have a background in robotics?', ur: 'کیا آپ روبوٹکس سے واقف ہیں؟' },
    reason: { en: 'Primers are placed before what takes it for granted.', ur: 'ضرورت کی جگہ مختصر تعارف دیا جائے گا۔' },
    options: [
      { value: 'yes', label: { en: 'Yes', ur: 'ہاں' } },
      { value: 'no', label: { en: 'No', ur: 'نہیں' } },
    ],
    default: 'no',
    matters: { signals: ['robot', 'ROS', 'sensor', 'actuator', 'joint', 'controller'] },
  },
  {
    id: 'ai_ml_experience',
    label: { en: 'Machine learning', ur: 'مشین لرننگ' },
    question: { en: 'How well do you know machine learning?', ur: 'آپ مشین لرننگ کتنی جانتے ہیں؟' },
    reason: {
      en: 'Models and training are explained to your measure.',
      ur: 'ماڈل اور تربیت کی وضاحت آپ کے مطابق ہوگی۔',
    },
    options: [
      { value: 'none', label: { en: 'Not at all', ur: 'بالکل نہیں' } },
      { value: 'basic', label: { en: 'Basics', ur: 'بنیادی' } },
      { value: 'intermediate', label: { en: 'Intermediate', ur: 'درمیانہ' } },
      { value: 'advanced', label: { en: 'Advanced', ur: 'ماہر' } },
    ],
    default: 'none',
    matters: { signals: ['neural', 'train', 'model', 'learning', 'inference', 'dataset'] },
  },
  {
    id: 'learning_goals',
    label: { en: 'Goals', ur: 'مقاصد' },
    question: { en: 'What do you want to do with it?', ur: 'آپ اس سے کیا کرنا چاہتے ہیں؟' },
    reason: {
      en: 'Choose as many as you like; projects and notes are picked by them.',
      ur: 'جتنے چاہیں چنیں؛ منصوبے اور نوٹس اسی کے مطابق ہوں گے۔',
    },
    options: [
      { value: 'career_change', label: { en: 'Change career', ur: 'پیشہ بدلنا' } },
      { value: 'research', label: { en: 'Research', ur: 'تحقیق' } },
      { value: 'hobby', label: { en: 'A hobby', ur: 'شوق' } },
      { value: 'teaching', label: { en: 'Teach', ur: 'پڑھانا' } },
      { value: 'building_projects', label: { en: 'Build projects', ur: 'منصوبے بنانا' } },
    ],
    multiple: true,
    default: ['hobby'],
    matters: { signals: ['exercise', 'project', 'build', 'career', 'research', 'teach', 'application'] },
  },
  {
    id: 'preferred_language',
    label: { en: 'Language', ur: 'زبان' },
    question: { en: 'Which language do you prefer?', ur: 'آپ کون سی زبان پسند کرتے ہیں؟' },
    reason: {
      en: 'The text, its explanations and the buttons around it appear in it.',
      ur: 'صفحے کی عبارتیں اور وضاحتیں اسی زبان میں ہوں گی۔',
    },
    options: [
      { value: 'en', label: { en: 'English', ur: 'انگریزی (English)' }, language: 'en' },
      { value: 'ur', label: { en: 'Urdu (اردو)', ur: 'اردو' }, language: 'ur' },
    ],
    default: 'en',
    matters: 'prose',
    axis: 'language',
  },
];
