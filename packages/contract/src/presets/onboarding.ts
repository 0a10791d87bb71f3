import type { FacetInput } from '../facets.ts';

/** The default facets: the onboarding fields of the data model, with its values and its defaults. */
export const onboarding: FacetInput[] = [
  {
    id: 'role',
    label: { en: 'Role', ur: 'کردار' },
    question: { en: 'What brings you to this book?', ur: 'آپ یہ کتاب کس حیثیت سے پڑھ رہے ہیں؟' },
    reason: {
      en: 'Passages written for teachers or researchers appear where they help.',
      ur: 'اساتذہ یا محققین کے لیے لکھے گئے حصے وہاں نظر آئیں گے جہاں مفید ہوں۔',
    },
    options: [
      { value: 'Student', label: { en: 'I am a student', ur: 'طالب علم' } },
      { value: 'Professional', label: { en: 'I work in the field', ur: 'پیشہ ور' } },
      { value: 'Researcher', label: { en: 'I do research', ur: 'محقق' } },
      { value: 'Instructor', label: { en: 'I teach', ur: 'استاد' } },
    ],
    default: 'Student',
    matters: {
      signals: ['exercise', 'project', 'assignment', 'team', 'course', 'class', 'student', 'lab', 'research', 'paper'],
    },
  },
  {
    id: 'programming_experience',
    label: { en: 'Programming', ur: 'پروگرامنگ' },
    question: { en: 'How well do you program?', ur: 'آپ پروگرامنگ کتنی جانتے ہیں؟' },
    reason: {
      en: 'Terms and basics are explained where you need them and folded where you do not.',
      ur: 'اصطلاحات اور بنیادی باتیں وہاں سمجھائی جائیں گی جہاں ضرورت ہو۔',
    },
    options: [
      { value: 'Beginner', label: { en: 'Beginner', ur: 'مبتدی' } },
      { value: 'Intermediate', label: { en: 'Intermediate', ur: 'درمیانہ' } },
      { value: 'Advanced', label: { en: 'Advanced', ur: 'ماہر' } },
    ],
    default: 'Intermediate',
    matters: 'prose',
    axis: 'level',
  },
  {
    id: 'robotics_experience',
    label: { en: 'Robotics', ur: 'روبوٹکس' },
    question: { en: 'Have you worked with robots?', ur: 'کیا آپ نے روبوٹس پر کام کیا ہے؟' },
    reason: {
      en: 'Short primers are placed before what takes robotics for granted.',
      ur: 'جہاں روبوٹکس کا علم درکار ہو وہاں پہلے ایک مختصر تعارف دیا جائے گا۔',
    },
    options: [
      { value: 'None', label: { en: 'Not yet', ur: 'ابھی نہیں' } },
      { value: 'Simulation-only', label: { en: 'In simulation', ur: 'صرف سیمولیشن میں' } },
      { value: 'Hardware', label: { en: 'With real hardware', ur: 'حقیقی ہارڈویئر پر' } },
    ],
    default: 'None',
    matters: { signals: ['robot', 'ROS', 'sensor', 'actuator', 'joint', 'controller', 'kinematic', 'URDF', 'simulat'] },
  },
  {
    id: 'preferred_language',
    label: { en: 'Language', ur: 'زبان' },
    question: { en: 'Which language do you prefer?', ur: 'آپ کون سی زبان پسند کرتے ہیں؟' },
    reason: {
      en: 'The text, its explanations and the buttons around it appear in it. Code stays as it is.',
      ur: 'صفحے کی عبارتیں اور وضاحتیں اسی زبان میں ہوں گی۔ کوڈ جوں کا توں رہے گا۔',
    },
    options: [
      { value: 'English', label: { en: 'English', ur: 'انگریزی (English)' }, language: 'en' },
      { value: 'Urdu', label: { en: 'Urdu (اردو)', ur: 'اردو' }, language: 'ur' },
      { value: 'Other', label: { en: 'Another language', ur: 'کوئی اور زبان' } },
    ],
    default: 'English',
    matters: 'prose',
    axis: 'language',
  },
  {
    id: 'hardware_availability',
    label: { en: 'Hardware', ur: 'ہارڈویئر' },
    question: { en: 'What can you run things on?', ur: 'آپ کے پاس کون سا ہارڈویئر ہے؟' },
    reason: {
      en: 'Steps you cannot run are replaced by ones you can.',
      ur: 'جو مراحل آپ نہیں چلا سکتے ان کی جگہ وہ آئیں گے جو آپ چلا سکتے ہیں۔',
    },
    options: [
      { value: 'RTX Workstation', label: { en: 'A workstation with an RTX GPU', ur: 'RTX GPU والا ورک سٹیشن' } },
      { value: 'Cloud', label: { en: 'A cloud GPU', ur: 'کلاؤڈ GPU' } },
      { value: 'Jetson Kit', label: { en: 'A Jetson kit', ur: 'Jetson کٹ' } },
      { value: 'None', label: { en: 'Just a laptop', ur: 'صرف لیپ ٹاپ' } },
    ],
    default: 'None',
    matters: {
      signals: [
        'GPU',
        'CUDA',
        'Jetson',
        'RTX',
        'TensorRT',
        'cloud',
        'hardware',
        'VRAM',
        'install',
        'deploy',
        'train',
        'inference',
        'latency',
        'memory',
        'simulat',
        'camera',
        'real-time',
        'LLM',
      ],
    },
  },
];
