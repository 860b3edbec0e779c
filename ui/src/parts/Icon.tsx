// The few signs of the window, drawn with one pen. A sign never stands alone: a word is always beside it.
const PATHS = {
  home: "M4 11 12 4l8 7M6 10v9h12v-9M10 19v-5h4v5",
  members: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20v-1a6 6 0 0 1 12 0v1M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6 6 0 0 1 3 4.5v1",
  units: "M9 4h6v5H9zM3 15h6v5H3zM15 15h6v5h-6zM12 9v3M6 15v-3h12v3",
  officers: "M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6zM9 12l2 2 4-4",
  reports: "M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h7",
  support: "M8 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM16 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM11 10h2M3 19v-1a5 5 0 0 1 9-3 5 5 0 0 1 9 3v1",
  cases: "M4 5h16v11H11l-4 4v-4H4zM8 9h8M8 12h5",
  training: "M2 9.5 12 5l10 4.5L12 14zM6 12v5c3.5 2.5 8.5 2.5 12 0v-5M22 9.5V15",
  surveys: "M8 4h8v3H8zM6 5H5v16h14V5h-1M8.5 12l1.5 1.5 2.5-3M14.5 12H17M8.5 17l1.5 1.5 2.5-3M14.5 17H17",
  activities: "M4 4v16h16M8 16l3-5 3 3 5-8",
  meetings: "M4 20v-2a4 4 0 0 1 4-4h0a4 4 0 0 1 4 4v2M12 20v-2a4 4 0 0 1 4-4h0a4 4 0 0 1 4 4v2M8 11a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM16 11a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  settings: "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1",
  history: "M4 12a8 8 0 1 0 3-6.2M4 4v4h4M12 8v4l3 2",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20",
  undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h3",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  add: "M12 5v14M5 12h14",
  file: "M6 3h9l4 4v14H6zM14 3v5h5",
  import: "M12 3v11M8 10l4 4 4-4M4 16v4h16v-4",
  columns: "M4 5h16v14H4zM10 5v14M15 5v14",
  close: "M6 6l12 12M18 6 6 18",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
  left: "M15 6l-6 6 6 6",
  right: "M9 6l6 6-6 6",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2",
  warning: "M12 4 2.5 20h19zM12 10v5M12 17.5v.5",
  check: "M5 12.5 10 17l9-10",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: "none" }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
