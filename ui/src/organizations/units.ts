// The tree of the union's units, as lists and as choices.
import { useMemo } from "react";
import type { PlaceMembers, UnitRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";

/** Draws the number of members in a unit and below it; members come later in the line. */
export type UnitCount = React.ComponentType<{ unit: string }>;

/** What later capabilities tell of a unit below its numbers. */
export type UnitAlso = React.ComponentType<{ unit: string }>;

/** Asks where the members of a unit go that is closed: nothing to place, not decided yet, or the answer. */
export type Placed = "nobody" | "undecided" | PlaceMembers;
export type UnitPlacing = React.ComponentType<{ unit: UnitRow; lastDay: string; onChange(placed: Placed): void }>;

export interface UnitNode {
  unit: UnitRow;
  depth: number;
  children: UnitNode[];
}

/** Roots in their order, each with what hangs below. */
export function treeOf(units: readonly UnitRow[]): UnitNode[] {
  const nodes = new Map<string, UnitNode>(units.map((unit) => [unit.id, { unit, depth: 0, children: [] }]));
  const roots: UnitNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.unit.parent_id ? nodes.get(node.unit.parent_id) : undefined;
    (parent ? parent.children : roots).push(node);
  }
  const order = (list: UnitNode[], depth: number) => {
    list.sort((a, b) => a.unit.sort - b.unit.sort || a.unit.code.localeCompare(b.unit.code));
    for (const node of list) {
      node.depth = depth;
      order(node.children, depth + 1);
    }
  };
  order(roots, 0);
  return roots;
}

/** The tree from top to bottom, as it is read. */
export function flat(nodes: readonly UnitNode[]): UnitNode[] {
  return nodes.flatMap((node) => [node, ...flat(node.children)]);
}

/** Whether a unit stands somewhere below another one. */
export function isBelow(unit: UnitRow, above: UnitRow): boolean {
  return unit.id !== above.id && unit.path.startsWith(above.path);
}

export function useUnits() {
  return useAnswer("organizations", "units", { include_closed: true });
}

/** The way down to each unit: 「精機支部 / 製造分会」. Many branches have a 製造分会; the headquarters above all is not said. */
function pathsOf(nodes: readonly UnitNode[], above = ""): { value: string; label: string }[] {
  return nodes.flatMap(({ unit, depth, children }) => {
    const label = above + unit.label;
    const silent = depth === 0 && unit.kind === "headquarters";
    return [{ value: unit.id, label }, ...pathsOf(children, silent ? "" : `${label} / `)];
  });
}

/** Units for a select, in the order of the tree. */
export function useUnitChoices(): { value: string; label: string }[] {
  const units = useUnits();
  return useMemo(() => pathsOf(treeOf(units.data ?? [])), [units.data]);
}
