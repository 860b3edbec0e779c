// Something wider than the screen may be: it is moved sideways with the arrow keys as well as with the mouse, and its edge says
// that there is more.
import { useCallback, useEffect, useRef, useState } from "react";
import classes from "./Wide.module.css";

export interface WideProps {
  label: string;
  /** Narrowest width of the content, in rem; without it as wide as it wants to be. */
  least?: number;
  /** Tallest, in rem; without it the page scrolls. */
  most?: number;
  /** Where the window is wide enough it does not move by itself: its head sticks to the page's edge. */
  whole?: boolean;
  children: React.ReactNode;
}

export function Wide({ label, least, most, whole, children }: WideProps) {
  const box = useRef<HTMLDivElement>(null);
  const inside = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  const look = useCallback(() => {
    const { scrollLeft = 0, clientWidth = 0, scrollWidth = 0 } = box.current ?? {};
    setMore(scrollLeft + clientWidth < scrollWidth - 1);
  }, []);
  useEffect(() => {
    const watch = new ResizeObserver(look);
    // What it holds may grow or shrink without it.
    for (const each of [box.current, inside.current]) if (each) watch.observe(each);
    return () => watch.disconnect();
  }, [look]);
  return (
    <div className={classes.edge} data-more={more || undefined}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} onScroll={look} className={classes.wide} data-whole={whole || undefined} tabIndex={0} role="group" aria-label={label} style={{ maxHeight: most && `${most}rem` }}>
        <div ref={inside} className={classes.inside} style={{ minWidth: `max(100%, ${least ?? 0}rem)` }}>
          {children}
        </div>
      </div>
    </div>
  );
}
