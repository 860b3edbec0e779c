// A page of a report as paper on the screen: made from the same data as the workbook, so the two cannot differ.
import type { Block, Frame, CodedPage, Table } from "../ipc/api";
import { t } from "../labels/t";
import { Wide } from "../parts/Wide";
import { cellWords, isNumeric } from "./cells";
import { ChartView } from "./ChartView";
import classes from "./PageView.module.css";

/** Letters from which a cell is a sentence. */
const SENTENCE = 40;
/** Room of such a column on the screen. */
const MOST_EM = 16;

/** A column of whole sentences gets room for them; others are as wide as their words. */
function roomOf({ heads, rows }: Table, column: number, frame: Frame): string | undefined {
  const head = heads[column];
  const long = head?.kind === "text" && rows.some((row) => row.cells[column] !== undefined && cellWords(row.cells[column], head, frame).length > SENTENCE);
  return long ? `${MOST_EM}em` : undefined;
}

function TableView({ table, frame, label }: { table: Table; frame: Frame; label: string }) {
  return (
    <Wide label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            {table.heads.map((head, column) => (
              <th key={head.label} scope="col" data-end={isNumeric(head) || undefined} style={{ minWidth: roomOf(table, column, frame) }}>
                {head.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // Rows of a report have no name of their own; their order does not change.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={at} data-kind={row.kind}>
              {row.cells.map((cell, column) => {
                const head = table.heads[column];
                const words = cellWords(cell, head, frame);
                const opens = row.opens.find((each) => each.column === column);
                const over = column === row.cells.length - 1 && row.cells.length < table.heads.length ? table.heads.length - column : undefined;
                const style = column === 0 && row.level > 0 ? { paddingLeft: `${0.5 + row.level}rem` } : undefined;
                return column === 0 ? (
                  // oxlint-disable-next-line react/no-array-index-key
                  <th key={column} scope="row" style={style} colSpan={over}>
                    {words}
                  </th>
                ) : (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={column} data-end={(head && isNumeric(head)) || undefined} data-kind={head?.kind} colSpan={over}>
                    {opens ? (
                      <a href={`#${opens.place}`} title={t("reports.open_list", { what: `${rowWords(table, at, frame)} ${head?.label ?? ""}` })}>
                        {words}
                      </a>
                    ) : (
                      words
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** What a row is called: its first cell. */
function rowWords(table: Table, at: number, frame: Frame): string {
  const cell = table.rows[at]?.cells[0];
  return cell ? cellWords(cell, table.heads[0], frame) : "";
}

function tablesOf(page: CodedPage): Table[] {
  return page.blocks.filter((block) => block.block === "table");
}

function BlockView({ block, page, frame }: { block: Block; page: CodedPage; frame: Frame }) {
  switch (block.block) {
    case "cover":
      return (
        <div className={classes.cover}>
          <p className={classes.coverTitle}>{block.title}</p>
          {block.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      );
    case "picture":
      return <img className={classes.picture} src={`data:${block.media};base64,${block.data}`} width={block.width} height={block.height} alt={block.alt} />;
    case "heading":
      return <h3>{block.text}</h3>;
    case "text":
      return block.paragraphs.map((paragraph) => <p key={paragraph}>{paragraph}</p>);
    case "table":
      return <TableView table={block} frame={frame} label={page.title} />;
    case "chart": {
      const table = tablesOf(page)[block.table];
      return table ? <ChartView chart={block} table={table} frame={frame} /> : null;
    }
  }
}

export function PageView({ page, frame }: { page: CodedPage; frame: Frame }) {
  return (
    <article className={classes.paper} data-landscape={page.landscape || undefined} lang={frame.english ? "en" : "ja"}>
      <header className={classes.head}>
        <span>{frame.union_name}</span>
        <span>{frame.class}</span>
      </header>
      <h2>{page.title}</h2>
      {page.scope && <p className={classes.scope}>{page.scope}</p>}
      {page.blocks.map((block, at) => (
        // Blocks have no name of their own; their order does not change.
        // oxlint-disable-next-line react/no-array-index-key
        <BlockView key={at} block={block} page={page} frame={frame} />
      ))}
      {page.notes.length > 0 && (
        <ul className={classes.notes}>
          {page.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </article>
  );
}
