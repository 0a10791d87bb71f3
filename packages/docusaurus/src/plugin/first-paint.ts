/**
 * The script of a page's head that says, before anything is painted, which view this browser's reader chose, whether they will be invited and in
 * which direction they read: `data-attune-view`, `data-attune-invite` and `data-attune-dir` of the root element, for the style sheet. The same keys as in client/storage.ts.
 */
export function firstPaint(baseUrl: string): string {
  const prefix = JSON.stringify(`attune:${baseUrl}:`).replaceAll('<', '\\u003c');
  return `(function(p,s){try{
var asked=new URLSearchParams(location.search),view=asked.get('view')||s.getItem(p+'view');
if(asked.get('variant'))view='personalized';
var known=/"onboarding":"(done|skipped)"/.test(s.getItem(p+'answers'))||asked.get('variant');
if(/^(?:ar|fa|he|ps|sd|ug|ur|yi)\\b/.test(s.getItem(p+'language')))document.documentElement.dataset.attuneDir='rtl';
if(view==='personalized')document.documentElement.dataset.attuneView=view;
if(!known&&(view==='personalized'||s.getItem(p+'invitation')!=='later'))document.documentElement.dataset.attuneInvite='';
}catch(e){}})(${prefix},window.localStorage)`.replaceAll('\n', '');
}
