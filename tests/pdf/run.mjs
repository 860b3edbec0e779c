// Makes the sample union's booklets with the real programs and reads them back: every number of every table stands in the text of
// its chapter, the file is tagged, titled and says its language, the fonts are inside, and the same pages make the same file.
//   node tests/pdf/run.mjs [target/debug] [--keep FOLDER]
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const words = process.argv.slice(2);
const at = words.indexOf("--keep");
const kept = at < 0 ? undefined : words.splice(at, 2)[1];
const target = resolve(words[0] ?? join(root, "target/debug"));
const ending = process.platform === "win32" ? ".exe" : "";
for (const name of ["kyojo-cli", "kyojo-pdf"]) {
  if (!existsSync(join(target, name + ending))) {
    console.error(`pdf test: ${name} is missing in ${target} (make build, make pdf)`);
    process.exit(1);
  }
}
const room = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), "kyojo-pdf."));
mkdirSync(room, { recursive: true });

// The sample is fictional and its passphrase no secret.
const env = { ...process.env, KYOJO_PASSPHRASE: "あおぞら まきば えきまえ みはらし 七", KYOJO_DB: join(room, "sample.kyojo") };
const DAY = "2026-10-31";
// What a program says beside its answer is shown only when it fails.
const run = (program, ...rest) => execFileSync(program, rest, { env, encoding: "utf8", maxBuffer: 1 << 28, stdio: "pipe" });
const cli = (...rest) => run(join(target, "kyojo-cli" + ending), "--today", "2026-11-20", ...rest);
const ask = (capability, verb, input) => JSON.parse(cli("--json", "call", capability, verb, JSON.stringify(input)));

const grouped = (n) => String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, ",");
const places = (n, digits) => (Math.abs(n) / 10 ** digits).toFixed(digits);
const ERAS = [["2019-05-01", "令和", 2018], ["1989-01-08", "平成", 1988], ["1926-12-25", "昭和", 1925]];

/** A cell as it must be read, written anew here: not the template's own code. */
function shown({ kind, value }, head, frame) {
  const minus = value < 0 ? (frame.english ? "-" : "△") : "";
  switch (kind) {
    case "empty":
      return "";
    case "hidden":
      return "x";
    case "number":
    case "difference":
      return value === 0 ? (frame.english ? "–" : "－") : minus + grouped(value);
    case "rounded":
      return `≈${minus}${grouped(value)}`;
    case "rate":
      return `${value < 0 ? "-" : ""}${places(value, 1)}%`;
    case "points":
      return (frame.english && value > 0 ? "+" : minus) + places(value, 1);
    case "decimal":
      return minus + places(value, 2);
    case "code":
      return head.codes.find((known) => known.code === value)?.label ?? value;
    case "date": {
      const [year, month, day] = value.split("-").map(Number);
      if (frame.english) return value;
      const era = frame.era && ERAS.find(([from]) => value >= from);
      if (!era) return `${year}/${month}/${day}`;
      return `${era[1]}${year - era[2] === 1 ? "元" : year - era[2]}年${month}月${day}日`;
    }
    default:
      return value;
  }
}

/** Letters only: lines break where the column is narrow. */
const bare = (text) => text.normalize("NFKC").replace(/\s/g, "");

/** The text of a file without the head and foot of its sheets, which name the report on each of them. */
function body(file, how) {
  const sheets = run("pdftotext", how, file, "-").split("\f");
  const lines = (sheet) => sheet.split("\n").filter((line) => line.trim() !== "");
  return bare(sheets.map((sheet) => lines(sheet).slice(1, -1).join("")).join(""));
}

/** The text of each chapter. The contents name every chapter once before the chapters themselves. */
function chapters(text, pages) {
  const begins = [];
  let from = text.length;
  for (const page of pages.toReversed()) {
    // The picture of an own report has the title of its page, the only one.
    const begin = pages.length === 1 ? text.indexOf(bare(page.title)) : text.lastIndexOf(bare(page.title), from - 1);
    assert.ok(begin >= 0, `the chapter ${page.title} is missing`);
    begins.unshift(begin);
    from = begin;
  }
  return begins.map((begin, n) => text.slice(begin, begins[n + 1] ?? text.length));
}

/** Every cell of every table stands in its chapter, and rows that need one line stand in one; so does every sentence. */
function compare(file, pages, frame) {
  const told = pages.filter((page) => !page.blocks.some((block) => block.block === "cover"));
  // As it stands on the paper, line by line; and as it was set, cell by cell.
  const level = chapters(body(file, "-layout"), told);
  const inOrder = chapters(body(file, "-raw"), told);
  let read = 0;
  for (const [n, page] of told.entries()) {
    const has = (words) => level[n].includes(bare(words)) || inOrder[n].includes(bare(words));
    for (const table of page.blocks.filter((block) => block.block === "table")) {
      for (const row of table.rows) {
        const cells = row.cells.map((cell, column) => bare(shown(cell, table.heads[column], frame)));
        for (const [column, cell] of cells.entries()) assert.ok(has(cell), `${page.title}: ${cell} of column ${column}`);
        if (cells.every((cell) => cell.length < 12)) assert.ok(has(cells.join("")), `${page.title}: the row ${cells.join(" | ")}`);
        read += cells.length;
      }
    }
    const sentences = page.blocks.flatMap((block) => block.paragraphs ?? (block.block === "heading" ? [block.text] : []));
    for (const sentence of [...sentences, ...page.notes, page.scope]) assert.ok(has(sentence), `${page.title}: ${sentence}`);
  }
  return read;
}

function look(file, frame) {
  const about = run("pdfinfo", file);
  const fact = (name) => about.match(new RegExp(`^${name}: +(.*)$`, "m"))?.[1] ?? "";
  assert.ok(fact("Title").includes(frame.title), fact("Title"));
  assert.equal(fact("Author"), frame.union_name);
  assert.equal(fact("Tagged"), "yes");
  assert.match(fact("Page size"), /A4/);
  const fonts = run("pdffonts", file).trim().split("\n").slice(2);
  assert.ok(fonts.length > 0);
  for (const font of fonts) assert.match(font, /yes +yes +yes +\d+ +\d+$/, `embedded, a subset, with its letters: ${font}`);
  const raw = readFileSync(file).toString("latin1");
  assert.ok(raw.includes(frame.english ? "/Lang(en" : "/Lang(ja") || raw.includes(frame.english ? "/Lang (en" : "/Lang (ja"), "its language");
  assert.ok(raw.includes("pdfuaid"), "PDF/UA-1");
  return Number(fact("Pages"));
}

function booklet(name, locale, more = {}) {
  const input = { report: name, as_of: DAY, locale, ...more };
  const { frame, pages } = ask("reports", "preview", input);
  const file = join(room, `${name}.${locale}.pdf`);
  ask("reports", "write", { ...input, file, purpose: "試験" });
  const sheets = look(file, frame);
  const cells = compare(file, pages, frame);
  console.log(`${name} (${locale}): ${pages.length} chapters on ${sheets} pages, ${cells} cells equal`);
  return file;
}

cli("sample", "--members", "1200", "--seed", "7");
const congress = ask("meetings", "list", {}).find((row) => row.kind === "regular_congress" && row.status === "closed");
const started = Date.now();
booklet("meeting-pack", "ja");
booklet("meeting-pack", "en");
for (const [name, more] of [
  ["R02", {}],
  ["R03", {}],
  ["R04", {}],
  ["agenda", { meeting: congress.id }],
  ["R06", { meeting: congress.id }],
  ["R07", { meeting: congress.id }],
  ["R12", {}],
  ["R15", { run: "C01-3" }],
  ["R19", {}],
  ["R20", {}],
  ["R21", {}],
  ["R22", {}],
]) {
  booklet(name, "ja", more);
}
// The officers' own: figures with a picture, and people under headings; of a list the preview shows the beginning.
for (const [fields, locale] of [
  [{ name: "支部と雇用形態（試験）", groups: ["branch", "employment_type"], chart: "stacked_column", notes: "架空の注記です。" }, "ja"],
  [{ name: "分会ごとの名簿（試験）", kind: "list", groups: ["sub_branch"], columns: ["member_no", "name", "kana", "workplace", "joined_on"] }, "ja"],
  [{ name: "Trial count", groups: ["age", "gender"], protect: true }, "en"],
]) {
  const { frame, pages } = ask("reports", "preview_own_report", { fields, as_of: DAY, locale });
  const file = join(room, `${fields.name}.pdf`);
  ask("reports", "write_own_report", { fields, as_of: DAY, locale, file, purpose: "試験" });
  const sheets = look(file, frame);
  const cells = compare(file, fields.kind === "list" ? pages.map((page) => ({ ...page, notes: [] })) : pages, frame);
  assert.ok(fields.kind !== "list" || sheets > 10, "everybody, not the beginning");
  console.log(`${fields.name} (${locale}): ${cells} cells equal on ${sheets} pages`);
}
console.log(`${((Date.now() - started) / 1000).toFixed(1)} s`);

// The same pages make the same file: what changes between two runs is the moment of making alone, so the program is asked directly.
const sent = JSON.stringify({
  ...ask("reports", "preview", { report: "meeting-pack", as_of: DAY, locale: "ja" }),
  words: { contents: "目次" },
  contents: true,
  one_page_each: false,
  fonts: [],
});
const made = () => execFileSync(join(target, "kyojo-pdf" + ending), { input: sent, maxBuffer: 1 << 28 });
const hash = () => createHash("sha256").update(made()).digest("hex");
assert.equal(hash(), hash(), "the same pages make the same file");

// What looks like markup is printed as it is written.
const injected = '#panic() $x^2$ *b* _i_ @ref <a> = h \\ // c "q"';
const page = { name: "x", title: injected, scope: injected, landscape: false, blocks: [{ block: "text", paragraphs: [injected] }], notes: [injected] };
const harmful = JSON.stringify({ ...JSON.parse(sent), pages: [page], contents: true });
const harmless = execFileSync(join(target, "kyojo-pdf" + ending), { input: harmful });
const told = execFileSync("pdftotext", ["-layout", "-", "-"], { input: harmless, encoding: "utf8" });
assert.ok(bare(told).split(bare(injected)).length >= 5, told);
console.log("markup in data stays words; the same pages make the same file");

// Two pages for a workplace are two pieces of paper, however much stands on them.
const print = (more) =>
  execFileSync(join(target, "kyojo-pdf" + ending), { input: JSON.stringify({ ...JSON.parse(sent), contents: false, ...more }), maxBuffer: 1 << 28 });
const about = (more) => execFileSync("pdfinfo", ["-"], { input: print(more), encoding: "utf8", stdio: "pipe" });
const pageOf = (title, blocks) => ({ name: title, title, scope: "", landscape: false, blocks, notes: [] });
for (const lines of [1, 30, 600]) {
  const text = [{ block: "text", paragraphs: Array(lines).fill("集会の日時と場所は、職場委員にお尋ねください。".repeat(3)) }];
  const two = about({ pages: [pageOf("一枚目", text), pageOf("二枚目", text)], one_page_each: true });
  assert.match(two, /^Pages: +2$/m, `${lines} lines`);
}

// A wide table lies on its side, then on larger paper; wider still, its columns go on beside the first one again.
const wide = (columns) => {
  const figures = Array.from({ length: columns }, (_, n) => ({ label: `電装東支部 第${n}分会 組立第二職場`, kind: "number", width: 0, codes: [] }));
  const heads = [{ label: "区分", kind: "text", width: 0, codes: [] }, ...figures];
  const cells = [{ kind: "text", value: "正組合員" }, ...figures.map((_, n) => ({ kind: "number", value: 1000 + n }))];
  return pageOf("広い表", [{ block: "table", heads, rows: [{ kind: "body", level: 0, cells, opens: [] }] }]);
};
for (const [columns, size] of [
  [3, /595\.\d+ x 841/],
  [16, /841\.\d+ x 595.*A4/],
  [24, /1190\.\d+ x 841.*A3/],
  [30, /841\.\d+ x 595.*A4/],
]) {
  assert.match(about({ pages: [wide(columns)] }), size, `${columns} columns`);
}
const parted = execFileSync("pdftotext", ["-layout", "-", "-"], { input: print({ pages: [wide(30)] }), encoding: "utf8" });
assert.equal(bare(parted).split("正組合員").length - 1, 2, parted);
for (let n = 0; n < 30; n++) assert.ok(bare(parted).includes(grouped(1000 + n)), `column ${n}: ${parted}`);
const boxes = execFileSync("pdftotext", ["-bbox", "-", "-"], { input: print({ pages: [wide(30)] }), encoding: "utf8" });
const heights = [...boxes.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">1,0\d\d</g)].map(([, top, end]) => (end - top).toFixed(1));
assert.equal(heights.length, 30, boxes);
assert.equal(new Set(heights).size, 1, `the parts of a table have letters of one size: ${heights}`);

// Notes stand with the table that they are about, wherever a sheet of paper ends.
const list = (rows, word) => ({
  block: "table",
  heads: [{ label: word, kind: "text", width: 0, codes: [] }],
  rows: Array.from({ length: rows }, () => ({ kind: "body", level: 0, cells: [{ kind: "text", value: word }], opens: [] })),
});
for (let rows = 22; rows < 36; rows++) {
  const blocks = [list(rows, "先の表"), { block: "heading", text: "後の見出し" }, list(6, "後の表")];
  const noted = { ...pageOf("注のある章", blocks), notes: Array(4).fill("ここに注がある。") };
  const sheets = execFileSync("pdftotext", ["-layout", "-", "-"], { input: print({ pages: [noted] }), encoding: "utf8" }).split("\f");
  const alone = sheets.find((sheet) => bare(sheet).includes("ここに注") && !bare(sheet).includes("後の表"));
  assert.equal(alone, undefined, `${rows} rows`);
}
console.log("a workplace has two pieces of paper, and wide tables can be read");
if (!kept) rmSync(room, { recursive: true });
