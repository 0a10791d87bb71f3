export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#ddd, #444); --soft: light-dark(#f6f6f4, #262624);
  --mark: light-dark(#eaf3ea, #1f3325); --edge: light-dark(#2e7d4f, #6fbf8f); --bad: light-dark(#b3261e, #ff8a80); }
body { margin: 0 auto; max-width: 90rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif;
  background: light-dark(#fff, #1b1b1a); color: light-dark(#1d1d1b, #eee); }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 3rem; border-top: 2px solid var(--line); padding-top: 1rem; }
pre, code { font: 0.875em/1.45 ui-monospace, monospace; direction: ltr; unicode-bidi: isolate; }
pre { overflow: auto; background: var(--soft); padding: 0.6rem; }
.raw { color: light-dark(#777, #999); white-space: pre-wrap; }
.link { text-decoration: underline dotted; }
.container { border-inline-start: 3px solid var(--line); padding-inline-start: 0.8rem; }
.row { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; border-top: 1px solid var(--line); }
.row > * { min-width: 0; overflow-wrap: break-word; padding: 0.2rem 0.6rem; }
.changed > .reader { background: var(--mark); border-inline-start: 3px solid var(--edge); }
.absent { color: light-dark(#777, #999); font-style: italic; }
.tags { margin: 0.4rem 0 0; padding: 0; list-style: none; font-size: 0.8rem; direction: ltr; text-align: left; }
.tags li { display: inline-block; margin: 0 0.5rem 0.2rem 0; padding: 0 0.4rem; border: 1px solid var(--edge); border-radius: 3px; }
[dir='rtl'] { font-family: 'Noto Nastaliq Urdu', 'Noto Naskh Arabic', serif; line-height: 2.2; }
table { border-collapse: collapse; display: block; overflow: auto; }
td, th { border: 1px solid var(--line); padding: 0.15rem 0.5rem; text-align: start; }
.failed { color: var(--bad); }
@media (max-width: 50rem) { .row { grid-template-columns: 1fr; } }
`;
