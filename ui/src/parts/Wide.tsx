// Something wider than the screen may be: it is moved sideways with the arrow keys as well as with the mouse.
import classes from "./Wide.module.css";

export interface WideProps {
  label: string;
  /** Narrowest width of the content, in rem. */
  least: number;
  /** Tallest, in rem; without it the page scrolls. */
  most?: number;
  children: React.ReactNode;
}

export function Wide({ label, least, most, children }: WideProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.wide} tabIndex={0} role="group" aria-label={label} style={{ maxHeight: most && `${most}rem` }}>
      <div style={{ minWidth: `${least}rem` }}>{children}</div>
    </div>
  );
}
