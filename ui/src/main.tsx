import { installBrowserKeyGuard, installInputMethodGuard } from "./keys";

// Before anything else listens: see keys.ts.
installInputMethodGuard();
installBrowserKeyGuard();

const { start } = await import("./app/App");
start(document.getElementById("root") as HTMLElement);
