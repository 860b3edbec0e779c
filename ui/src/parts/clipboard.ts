// What is copied arrives in a spreadsheet as a table; 0012 stays 0012 and nothing that looks like a formula runs.
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
}

function line(cells: string[]): string {
  return cells.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t");
}

/** Puts a table on the clipboard as tab-separated text and as a table of text cells. */
export async function copyTable(head: string[], rows: string[][]): Promise<void> {
  const all = [head, ...rows];
  const text = all.map(line).join("\r\n");
  const cell = (value: string) => `<td style='mso-number-format:"\\@"'>${escaped(value)}</td>`;
  const html = `<table>${all.map((cells) => `<tr>${cells.map(cell).join("")}</tr>`).join("")}</table>`;
  if (typeof ClipboardItem === "undefined") {
    await navigator.clipboard.writeText(text);
    return;
  }
  await navigator.clipboard.write([
    new ClipboardItem({
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([html], { type: "text/html" }),
    }),
  ]);
}
