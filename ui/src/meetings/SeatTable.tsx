// A table of those who have a seat: number, name and unit, and what a page says of each beside them.
import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../labels/t";

interface Seat {
  id: string;
  member_no: string;
  name: string;
  unit: string | null;
}

interface SeatTableProps<S extends Seat> {
  rows: S[];
  /** What stands behind the name in its cell. */
  behind?(row: S): ReactNode;
  /** Heads and cells of the columns after the unit. */
  columns: [head: string, cell: (row: S) => ReactNode][];
}

export function SeatTable<S extends Seat>({ rows, behind, columns }: SeatTableProps<S>) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("meetings.number")}</Table.Th>
          <Table.Th>{t("meetings.name")}</Table.Th>
          <Table.Th>{t("meetings.column.unit")}</Table.Th>
          {columns.map(([head]) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td className="ky-number">{row.member_no}</Table.Td>
            <Table.Td className="ky-private">
              {row.name}
              {behind?.(row)}
            </Table.Td>
            <Table.Td>{row.unit}</Table.Td>
            {columns.map(([head, cell]) => (
              <Table.Td key={head}>{cell(row)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
