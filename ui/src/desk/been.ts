// Whether a union was ever opened on this desk: nothing but that, so that the door offers first what is wanted daily.
const KEY = "kyojo.been";

export function rememberBeen(): void {
  try {
    localStorage.setItem(KEY, "yes");
  } catch {
    // Without storage the ways stand in their first order.
  }
}

export function hasBeen(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
