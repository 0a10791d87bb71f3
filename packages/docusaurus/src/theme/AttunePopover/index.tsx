import clsx from 'clsx';
import { type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react';

interface Props {
  readonly label: ReactNode;
  /** What a screen reader says of the button, where its label does not say enough. */
  readonly description?: string;
  readonly className?: string;
  /** What the panel holds; as a function, only while it is open. */
  readonly children: ReactNode | (() => ReactNode);
  /** It stands between blocks and may hold some; else it stands in a line. */
  readonly between?: boolean;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

const GAP = 6;
const MARGIN = 12;
/** Of what stays at the top of the view. */
const HEADER = 64;

/** A button and a small panel that it opens: by click, touch or key; closed by Escape or a click elsewhere. */
export default function AttunePopover(props: Props): ReactNode {
  const { label, description, className, children, between = false, lang, dir } = props;
  const [isOpen, setOpen] = useState(false);
  const Box = between ? 'div' : 'span';
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const growing = useRef<ResizeObserver>(undefined);
  const place = (event: ToggleEvent<HTMLElement>): void => {
    growing.current?.disconnect();
    // Only now: while what has the focus is in the panel, closing gives the focus back to the button.
    if (event.newState === 'closed') return setOpen(false);
    const [from, to] = [button.current, panel.current];
    if (!from || !to) return;
    // What it holds may come after it is open.
    growing.current = new ResizeObserver(() => placeBeside(from, to));
    growing.current.observe(to);
    placeBeside(from, to);
  };
  return (
    <Box className="attune-popover">
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-label={description}
        className={clsx('attune-popover__button', className)}
      >
        {label}
      </button>
      <Box
        ref={panel}
        id={id}
        popover="auto"
        role="note"
        lang={lang}
        dir={dir}
        onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
        onToggle={place}
        className={clsx('attune-popover__panel', between && 'attune-popover__panel--wide')}
      >
        {typeof children !== 'function' ? children : isOpen && children()}
      </Box>
    </Box>
  );
}

/** Puts the panel below the button, or above it where there is no room below but there is above; within the width of the page, with which it scrolls. */
function placeBeside(button: HTMLElement, panel: HTMLElement): void {
  const anchor = button.getBoundingClientRect();
  const width = panel.offsetWidth;
  const rightmost = document.documentElement.clientWidth - width - MARGIN;
  const isRightToLeft = getComputedStyle(button).direction === 'rtl';
  const left = isRightToLeft ? anchor.right - width : anchor.left;
  panel.style.left = `${Math.max(MARGIN, Math.min(left, rightmost)) + window.scrollX}px`;
  const [below, above] = [anchor.bottom + GAP, anchor.top - GAP - panel.offsetHeight];
  const isAbove = below + panel.offsetHeight > window.innerHeight - MARGIN && above > HEADER;
  panel.style.top = `${(isAbove ? above : below) + window.scrollY}px`;
}
