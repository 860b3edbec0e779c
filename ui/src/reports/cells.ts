// One cell of a report in words, as the workbook shows it.
import type { Cell, Frame, Head } from "../ipc/api";
import { minus, numberWords } from "../labels/t";
import { showDate } from "../parts/dates";

/** Sign of a withheld count. */
export const HIDDEN = "x";
/** Sign before a rounded sum. */
const ROUNDED = "≈";

function tenths(value: number): string {
  return (Math.abs(value) / 10).toFixed(1);
}

function counted(value: number, english: boolean): string {
  if (value === 0) return english ? "–" : "－";
  const digits = Math.abs(value).toLocaleString("en-US");
  if (value > 0) return digits;
  return `${minus(english)}${digits}`;
}

export function cellWords(cell: Cell, head: Head | undefined, frame: Frame): string {
  switch (cell.kind) {
    case "empty":
      return "";
    case "hidden":
      return HIDDEN;
    case "text":
    case "id":
      return cell.value;
    case "number":
    case "difference":
      return counted(cell.value, frame.english);
    case "rounded":
      return ROUNDED + counted(cell.value, frame.english);
    case "rate":
      return `${tenths(cell.value)}%`;
    case "points":
      return cell.value < 0 ? `${minus(frame.english)}${tenths(cell.value)}` : tenths(cell.value);
    case "decimal": {
      const words = (Math.abs(cell.value) / 100).toFixed(2);
      return cell.value < 0 ? `${minus(frame.english)}${words}` : words;
    }
    case "date":
      return showDate(cell.value, frame.era);
    case "code":
      return head?.codes.find((each) => each.code === cell.value)?.label ?? cell.value;
  }
}

/** The number to draw: rates in per cent, counts as they are; nothing for what is withheld. */
export function cellNumber(cell: Cell | undefined): number | null {
  switch (cell?.kind) {
    case "number":
    case "difference":
    case "rounded":
      return cell.value;
    case "rate":
    case "points":
      return cell.value / 10;
    case "decimal":
      return cell.value / 100;
    default:
      return null;
  }
}

/** A difference with its sign in words of the screen. */
export function signed(difference: number): string {
  if (difference === 0) return "±0";
  return difference > 0 ? `+${numberWords(difference)}` : `${minus()}${numberWords(-difference)}`;
}

export function isNumeric(head: Head): boolean {
  return head.kind === "number" || head.kind === "difference" || head.kind === "rate" || head.kind === "points" || head.kind === "decimal";
}
