// Room for what was said last: notices stand at the foot of the window, and whatever stands there ends above them, so that they lie over
// no button, no field and no foot of a form.
import { useNotifications } from "@mantine/notifications";
import { useEffect } from "react";

const PLACE = '.mantine-Notifications-root[data-position="bottom-left"]';
/** A little air above the notices. */
const AIR = 8;

function keepFree(height: number): void {
  document.documentElement.style.setProperty("--ky-notices", `${height > 0 ? Math.ceil(height) + AIR : 0}px`);
}

export function NoticeRoom() {
  const shown = useNotifications().notifications.length;
  useEffect(() => {
    const place = document.querySelector(PLACE);
    if (shown === 0 || !place) {
      keepFree(0);
      return undefined;
    }
    const measure = () => keepFree(place.getBoundingClientRect().height);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(place);
    return () => watch.disconnect();
  }, [shown]);
  return null;
}
