import { readFileSync } from 'node:fs';
import type { Edit } from '@attune/contract';
import { testBook } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { allBlocks, type Chapter, openChapter } from '../index.ts';
import { checkEdit } from './index.ts';
import { withTrees } from './with-trees.ts';

// Sound edits over real paragraphs of the demo book, as a careful teacher would write them: none may be refused.

const folder = new URL('../../../../examples/physical-ai/', import.meta.url);
const readText = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
const book = testBook({ glossary: readText('glossary.yaml') });
const chapters = new Map<string, Chapter>();

function chapterOf(path: string): Chapter {
  const known = chapters.get(path) ?? openChapter({ id: path, path, source: readText(`docs/${path}`) }, book);
  chapters.set(path, known);
  return known;
}

type Sample = readonly [path: string, start: string, more: Partial<Edit> & { texts?: string[] }];

const novice = (path: string, start: string, text: string): Sample => [path, start, { texts: [text] }];
const urdu = (path: string, start: string, text: string): Sample => [path, start, { texts: [text], language: 'ur' }];
const insert = (path: string, start: string, kind: Edit['kind'], text: string, language?: string): Sample => [
  path,
  start,
  { action: 'insert', position: 'after', kind, text, ...(language === undefined ? {} : { language }) },
];

const GRAPH = '02-ros2-graph.mdx';
const SENSORS = '07-sensors.md';
const SAFETY = '12-safety.md';
const BODY = '01-embodiment.md';
const SERVICES = '03-services-actions.md';
const SIMULATION = '06-simulation.mdx';
const JETSON = '11-jetson.mdx';

const NOVICE: Sample[] = [
  novice(
    GRAPH,
    'A node is a program, or',
    'A node is a program, or a part of one, with a name and one job. A topic is a named channel such as ⟦1⟧; think of it as a radio frequency that anybody may tune to. A node that has something to say creates a publisher on the topic. A node that wants to hear it creates a subscriber. Whatever is published travels as a message of a fixed type: on ⟦2⟧ that type is ⟦3⟧, and nothing else will fit.',
  ),
  novice(
    GRAPH,
    'The important property',
    'What matters most is what the two sides do *not* know. The publisher does not know who listens, or whether anyone listens at all. The subscriber does not know who speaks. So you can replace the IMU driver, the program that reads the real sensor, with a simulator, a recording or a toy, and the listener cannot tell the difference. All of simulation (⟦1⟧chapter 6⟦/1⟧) rests on this trick.',
  ),
  novice(
    GRAPH,
    'Two nodes listen to',
    'Look at ⟦1⟧: two nodes listen to it, and ⟦2⟧ needs no change for the second. Topics are many-to-many, which means that several publishers on one topic are also allowed. On ⟦3⟧ that is disastrous when two of them disagree: the robot gets two orders at once.',
  ),
  novice(
    GRAPH,
    'ROS 2 Jazzy is made for',
    'ROS 2 Jazzy, the release used in this book, is made for Ubuntu 24.04. Do you have anything else? Then run it in a container, a sealed copy of Ubuntu on your own machine; the commands of this chapter are then the same. Choose once:',
  ),
  novice(
    GRAPH,
    'Our first node rocks',
    'Our first node pretends to be an IMU on a rocking torso. It rocks back and forth by 0.12 rad, once every two seconds, and reports what an IMU in the torso would measure. Save it as ⟦1⟧.',
  ),
  novice(
    SENSORS,
    'A robot has two kinds',
    'A robot has two kinds of sensors. Proprioceptive sensors report on the body itself: joint angles, motor currents, the motion of the trunk. Exteroceptive ones look outward and report on the world: cameras, lidar, touch. Saathi publishes each of them on a topic, as you learned in ⟦1⟧nodes and topics⟦/1⟧.',
  ),
  novice(
    SENSORS,
    'And why not the gyroscope',
    'And why not use the gyroscope alone? Add up its rate over time, ⟦1⟧, and you get a smooth, quick angle that does not care about shoves. But its small constant error is added up too: a bias of 0.5 °/s, and after one minute the robot believes it leans by 30°.',
  ),
  novice(
    SENSORS,
    'The accelerometer is right',
    'The accelerometer is right on average and wrong at any moment: each step shakes it, but the shaking cancels out. The gyroscope is right at any moment and wrong in the long run, because its drift piles up. A complementary filter trusts each where it is good:',
  ),
  novice(
    SAFETY,
    'No single measure is good',
    'No single measure is good enough, so they are nested like the layers of an onion, and each must work when everything outside it has failed. The further inside, the simpler a layer is and the less it knows.',
  ),
  novice(
    SAFETY,
    'A *safety gate* stands',
    'A *safety gate* stands between every source of commands and the robot, like a guard at a door. It limits what passes and carries a watchdog, a timer that must be reset again and again: if no fresh command arrives for 0.15 s (three periods at 20 Hz), it brakes. Silence means stop.',
  ),
  novice(
    BODY,
    '**Time becomes part',
    '**Time becomes part of correctness.** On a web site, a late answer is an annoyance. In a robot a late answer is a wrong answer, because it describes a world that is no longer there. Two words help to talk about this. The delay between an event and the reaction to it is called latency. How much that delay varies from one cycle to the next is called jitter. Both will accompany us to the last page.',
  ),
  novice(
    BODY,
    '**Motion is irreversible',
    '**Motion is irreversible.** There is no undo for a broken gearbox or a bruised shin. Software that moves mass needs limits. It also needs a way to stop that does not depend on the software being right; ⟦1⟧chapter 12⟦/1⟧ is about nothing else.',
  ),
  novice(
    SERVICES,
    'Two questions decide',
    'Two questions decide. First: does the sender need an answer? If not, use a topic. Second: could anyone want to cancel it? If so, use an action. A service that takes three seconds is an action that nobody can stop.',
  ),
  novice(
    SIMULATION,
    'But a simulator approximates',
    'But a simulator only approximates, and it gives its answers with the same confidence whether they are right or wrong. So this chapter opens the box first. You write a physics loop in twenty lines, make it explode, and understand why. Then you run Saathi in Gazebo Harmonic, connect it to ROS 2 so that nodes cannot tell the difference, and end with a list of the differences they will meet on the robot.',
  ),
  novice(
    JETSON,
    'CPU and GPU share',
    'On this board CPU and GPU share the same 8 GB. There is no copying to a graphics card, which is pleasant; but a browser left open takes memory from the policy, which is not. Some of the 8 GB is reserved at boot, before any program of yours starts, and about 7.4 GiB remain. The figure shows a typical sheet for Saathi.',
  ),
  insert(
    GRAPH,
    'A node is a program, or',
    'note',
    'Picture the loudspeaker of a railway station: whoever stands on the platform hears it, and the speaker knows none of them. A topic works like this. A latecomer hears only what is said from then on.',
  ),
  insert(
    GRAPH,
    'The important property',
    'table',
    '| | publisher | subscriber |\n| --- | --- | --- |\n| does what | sends messages | receives messages |\n| knows who is at the other end | no | no |',
  ),
  insert(
    SENSORS,
    'And why not the gyroscope',
    'example',
    'A bias of 0.5 °/s, followed for some seconds:\n\n- after 1 s the estimate is off by 0.5°;\n- after 10 s by 5°;\n- after 60 s by 30°, although the robot has not moved.',
  ),
  insert(
    SAFETY,
    'No single measure is good',
    'note',
    'The same idea is at work in a kitchen: the stove has a switch, the switch a fuse behind it, and the wall a smoke alarm. Each works *without* the others.',
  ),
  insert(
    GRAPH,
    'Our first node rocks',
    'primer',
    '**Before you start:** three words are taken for granted here.\n\n- *node*: a program with one job;\n- *topic*: a named channel;\n- *message*: what travels on it.',
  ),
];

const EXPERT: Sample[] = [
  novice(
    GRAPH,
    'A node is a program, or',
    'A node is a named process, or part of one; a topic, such as ⟦1⟧, is a typed channel between publisher and subscriber. ⟦2⟧ carries ⟦3⟧ and nothing else: each message has a fixed type.',
  ),
  novice(
    SENSORS,
    'A robot has two kinds',
    'Proprioceptive sensors cover the body (joint angles, motor currents, trunk motion), exteroceptive ones the world (cameras, lidar, touch). Saathi publishes each sensor on a topic; see ⟦1⟧nodes and topics⟦/1⟧.',
  ),
  novice(
    SAFETY,
    'A *safety gate* stands',
    'A *safety gate* sits between all command sources and the robot: it clamps, and its watchdog brakes after 0.15 s without a fresh command (three periods at 20 Hz). Silence means stop.',
  ),
  novice(
    SERVICES,
    'Two questions decide',
    'Decide by two questions. No answer needed: a topic. Cancellation wanted: an action. A service that takes three seconds is an action that nobody can stop.',
  ),
  novice(
    JETSON,
    'CPU and GPU share',
    'CPU and GPU share 8 GB, so nothing is copied to a graphics card, but a stray browser is paid for by the policy. After the boot reservation about 7.4 GiB remain of the 8 GB; the figure budgets them for Saathi.',
  ),
  insert(
    SENSORS,
    'The accelerometer is right',
    'note',
    'In the frequency domain the filter is a pair that sums to one: a low-pass on the accelerometer and the matching high-pass on the integrated gyroscope, with one corner between them.',
  ),
];

const URDU: Sample[] = [
  urdu(
    GRAPH,
    'A node is a program, or',
    'node ایک program ہے، یا اس کا ایک حصہ، جس کا ایک نام اور ایک کام ہوتا ہے۔ topic ایک نام والا راستہ ہے، مثلاً ⟦1⟧۔ جس node کو کچھ کہنا ہو وہ اس topic پر publisher بناتا ہے؛ جسے سننا ہو وہ subscriber بناتا ہے۔ جو کچھ بھیجا جائے وہ ایک مقررہ قسم کے message کے طور پر سفر کرتا ہے: ⟦2⟧ پر یہ قسم ⟦3⟧ ہے، اور اس کے سوا کچھ نہیں چلے گا۔',
  ),
  urdu(
    GRAPH,
    'The important property',
    'اہم بات یہ ہے کہ دونوں طرف کیا *نہیں* جانتے۔ publisher نہیں جانتا کہ کون سن رہا ہے، یا کوئی سن بھی رہا ہے یا نہیں۔ subscriber نہیں جانتا کہ کون بول رہا ہے۔ آپ IMU driver کی جگہ simulator، کوئی recording یا کھلونا رکھ دیں تو سننے والے کو فرق معلوم نہیں ہوگا۔ ساری simulation (⟦1⟧باب 6⟦/1⟧) اسی ترکیب پر کھڑی ہے۔',
  ),
  urdu(
    GRAPH,
    'ROS 2 Jazzy is made for',
    'ROS 2 Jazzy، Ubuntu 24.04 کے لیے بنا ہے۔ کسی اور نظام پر اسے container میں چلائیں؛ اس باب کی commands پھر بھی وہی رہیں گی۔ ایک بار انتخاب کر لیں:',
  ),
  urdu(
    GRAPH,
    'Our first node rocks',
    'ہمارا پہلا node ہر دو سیکنڈ میں ایک بار 0.12 rad آگے پیچھے جھولتا ہے اور وہی بتاتا ہے جو دھڑ میں لگا IMU ناپتا۔ اسے ⟦1⟧ کے نام سے محفوظ کریں۔',
  ),
  urdu(
    SENSORS,
    'A robot has two kinds',
    'روبوٹ کے sensors دو طرح کے ہوتے ہیں۔ proprioceptive sensors خود جسم کی خبر دیتے ہیں: joint کے زاویے، motor کا کرنٹ، دھڑ کی حرکت۔ exteroceptive sensors دنیا کی خبر دیتے ہیں: camera، lidar، لمس۔ Saathi ان میں سے ہر ایک کو کسی topic پر شائع کرتا ہے، جیسا کہ آپ نے ⟦1⟧nodes اور topics⟦/1⟧ میں پڑھا۔',
  ),
  urdu(
    SENSORS,
    'And why not the gyroscope',
    'اور صرف gyroscope کیوں نہیں؟ اس کی رفتار کو جمع کرتے جائیں، ⟦1⟧، تو ایک ہموار اور تیز زاویہ ملتا ہے جسے دھکوں کی پروا نہیں۔ لیکن ۰٫۵ °/s کا bias بھی ساتھ جمع ہوتا ہے، اور ایک منٹ بعد روبوٹ سمجھتا ہے کہ وہ 30° جھکا ہوا ہے۔',
  ),
  urdu(
    SENSORS,
    'The accelerometer is right',
    'accelerometer اوسطاً درست اور کسی ایک لمحے میں غلط ہوتا ہے۔ gyroscope ہر لمحے درست اور لمبے عرصے میں غلط ہوتا ہے۔ complementary filter ہر ایک پر وہاں بھروسا کرتا ہے جہاں وہ اچھا ہو:',
  ),
  urdu(
    SAFETY,
    'No single measure is good',
    'کوئی ایک تدبیر کافی نہیں، اس لیے انہیں ایک دوسرے کے اندر رکھا جاتا ہے، اور ہر تہہ کو اس وقت بھی کام کرنا ہے جب اس کے باہر سب کچھ ناکام ہو چکا ہو۔ جو تہہ جتنی اندر ہو، اتنی ہی سادہ ہوتی ہے اور اتنا ہی کم جانتی ہے۔',
  ),
  urdu(
    SAFETY,
    'A *safety gate* stands',
    '*safety gate* ہر command کے ذریعے اور روبوٹ کے درمیان کھڑا ہوتا ہے۔ یہ طے کرتا ہے کہ کیا گزرے، اور اس میں ایک watchdog ہے: اگر 0.15 سیکنڈ تک کوئی تازہ command نہ آئے (20 ہرٹز پر تین وقفے) تو وہ بریک لگا دیتا ہے۔ خاموشی کا مطلب ہے رک جانا۔',
  ),
  urdu(
    BODY,
    '**Time becomes part',
    '**وقت درستی کا حصہ بن جاتا ہے۔** ویب سائٹ پر دیر سے آنے والا جواب صرف جھنجھلاہٹ ہے۔ روبوٹ میں دیر سے آنے والا جواب غلط جواب ہے، کیونکہ وہ ایسی دنیا بیان کرتا ہے جو اب وہاں نہیں رہی۔ کسی واقعے اور اس پر ردعمل کے درمیان کی دیر کو latency کہتے ہیں؛ ایک چکر سے دوسرے چکر تک اس کے بدلنے کو jitter کہتے ہیں۔ دونوں آخری صفحے تک ہمارے ساتھ رہیں گے۔',
  ),
  urdu(
    BODY,
    '**Motion is irreversible',
    '**حرکت واپس نہیں ہو سکتی۔** ٹوٹے ہوئے gearbox یا زخمی پنڈلی کے لیے کوئی undo نہیں۔ جو software وزن کو حرکت دے اسے حدود کی ضرورت ہے، اور رکنے کا ایسا طریقہ بھی جو software کے درست ہونے پر منحصر نہ ہو؛ ⟦1⟧باب 12⟦/1⟧ صرف اسی کے بارے میں ہے۔',
  ),
  urdu(
    SERVICES,
    'Two questions decide',
    'فیصلہ دو سوال کرتے ہیں۔ کیا بھیجنے والے کو جواب چاہیے؟ اگر نہیں تو topic استعمال کریں۔ کیا کوئی اسے بیچ میں روکنا چاہ سکتا ہے؟ اگر ہاں تو action استعمال کریں۔ تین سیکنڈ لینے والی service ایک ایسا action ہے جسے کوئی نہیں روک سکتا۔',
  ),
  urdu(GRAPH, 'Nodes, topics, messages', 'nodes، topics اور messages'),
  insert(
    GRAPH,
    'A node is a program, or',
    'note',
    'ریلوے سٹیشن کے لاؤڈ سپیکر کا سوچیں: جو پلیٹ فارم پر کھڑا ہو وہ سنتا ہے، اور بولنے والا کسی کو نہیں جانتا۔ topic بھی ایسا ہی ہے۔',
    'ur',
  ),
];

function editOf([path, start, more]: Sample): { edit: Edit; chapter: Chapter } {
  const chapter = chapterOf(path);
  const found = allBlocks(chapter.blocks).find((candidate) =>
    candidate.leaves.some((leaf) => chapter.source.startsWith(start, leaf.start)),
  );
  if (!found) throw new Error(`${path} has no block that starts "${start}"`);
  const value = EXPERT.some(([, , own]) => own === more) ? 'Advanced' : 'Beginner';
  const why = [{ facet: 'programming_experience', value }];
  return { chapter, edit: { block: found.id, action: 'rewrite', tag: 'beginner-simplify', why, ...more } };
}

describe('sound edits', () => {
  it.each([...NOVICE, ...EXPERT, ...URDU])('%s: %s', (...sample) => {
    const { edit, chapter } = editOf(sample);
    expect(checkEdit(edit, chapter, book)).toEqual([]);
    const { leaves, content } = withTrees(edit, chapter, book);
    expect((leaves ?? content ?? []).length).toBeGreaterThan(0);
  });

  it('are forty', () => {
    expect([...NOVICE, ...EXPERT, ...URDU]).toHaveLength(40);
  });
});
