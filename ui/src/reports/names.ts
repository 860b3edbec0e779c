// Names of reports: the core sends the key of the label.
import type { ReportRow } from "../ipc/api";
import { wireWords } from "../labels/t";

export function nameOf(report: ReportRow): string {
  return wireWords(report.label) ?? report.label;
}
