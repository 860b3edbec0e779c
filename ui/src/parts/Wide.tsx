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
  children: React.ReactNode;
}

export function Wide({ label, least, most, children }: WideProps) {
  const box = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  const look = useCallback(() => {
    const { scrollLeft = 0, clientWidth = 0, scrollWidth = 0 } = box.current ?? {};
    setMore(scrollLeft + clientWidth < scrollWidth - 1);
  }, []);
  useEffect(() => {
    const watch = new ResizeObserver(look);
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, [look]);
  return (
    <div className={classes.edge} data-more={more || undefined}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} onScroll={look} className={classes.wide} tabIndex={0} role="group" aria-label={label} style={{ maxHeight: most && `${most}rem` }}>
        <div style={{ minWidth: least && `${least}rem` }}>{children}</div>
      </div>
    </div>
  );
}
