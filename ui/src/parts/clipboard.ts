// What is copied arrives in a spreadsheet as a table; 0012 stays 0012 and nothing that looks like a formula runs.
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
}

function line(cells: string[]): string {
  return cells.map((cell) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t");
}

/** Puts a table on the clipboard as tab-separated text and as a table of text cells; with its heads where they are given. */
export async function copyTable(head: string[] | undefined, rows: string[][]): Promise<void> {
  const all = head ? [head, ...rows] : rows;
  const text = all.map(line).join("\r\n");
  const cell = (value: string) => `<td style='mso-number-format:"\\@"'>${escaped(value)}</td>`;
  const html = `<table>${all.map((cells) => `<tr>${cells.map(cell).join("")}</tr>`).join("")}</table>`;
  if (!given(text, html)) await navigator.clipboard.writeText(text);
}

/** By the event of copying: the newer interface reads the table as a page of its own and takes the formats out. */
function given(text: string, html: string): boolean {
  let taken = false;
  const give = (event: ClipboardEvent) => {
    if (!event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
    taken = true;
  };
  document.addEventListener("copy", give, true);
  try {
    document.execCommand?.("copy");
  } finally {
    document.removeEventListener("copy", give, true);
  }
  return taken;
}
