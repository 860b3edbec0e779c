import { installFocusKeeper } from "./app/focus";
import { installBrowserKeyGuard, installInputMethodGuard } from "./keys";
import { installEscapeGuard } from "./parts/forms";

// Before anything else listens: see keys.ts.
installInputMethodGuard();
installBrowserKeyGuard();
installEscapeGuard();
installFocusKeeper();

const { start } = await import("./app/App");
start(document.getElementById("root") as HTMLElement);
