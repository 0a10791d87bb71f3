/** Words of English that stand in titles and tables of any book, where capitals make them look like names. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `a about advice answer answers background basics building chapter checklist command commands common concept concepts conclusion
  design environment exercise exercises flow further goal goals instructions lesson lessons limit limits material materials model models
  note objective objectives outline overview prepare question questions running safety security task tasks testing theory tool
  usage variables writing above after again all also an and another any are as at be before below between both but by can choose common copy create
  custom default description details directory each entire error every example examples explained features file files first following for
  from full get getting guide help how if important in index install installation into introduction is issues it its key language last
  layout learn list local main make manage more name new next no not note notes of on one only open optional options or other out output
  overview own page parameters part path paste path practice prerequisites problem process project quick read reading reference related
  required requirements result results review run sample save scenario section see set settings setup shared should simple solution
  source specific standard start started step steps still structure summary support supported table test text that the their them then
  there these they this those through time tips to together tools topics translate translation two type types understanding update
  use used useful user using value values version view was we what when where which who why will with without work workflow working write
  you your`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
