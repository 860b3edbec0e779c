// Ctrl+Enter of the screens that write a list: heard before a choice takes it for itself, but left to an open list and to a
// field that settles something of its own with it.
import { NOT_MINE, useShortcuts } from "../../keys";

/** Put on a field that Ctrl+Enter is meant for while it has the focus. */
export const OWN_WRITE_KEY = { "data-own-write-key": true };

export function useWriteKey(write: () => void): void {
  useShortcuts(
    {
      "mod+Enter": ({ target }) => {
        const own = target instanceof Element && target.closest('[aria-haspopup][aria-expanded="true"], [data-own-write-key]');
        if (own) return NOT_MINE;
        write();
        return undefined;
      },
    },
    { capture: true },
  );
}
