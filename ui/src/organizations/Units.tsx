// The tree of units with their members; the chosen one in the panel beside it.
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useId, useMemo, useState } from "react";
import { useDesk } from "../desk/session";
import { onKeys, useShortcuts } from "../keys";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Organizations.module.css";
import { UnitForm } from "./UnitForm";
import { UnitPanel } from "./UnitPanel";
import { flat, treeOf, useUnits, type UnitAlso, type UnitCount, type UnitNode, type UnitPlacing } from "./units";

interface TreeProps {
  nodes: UnitNode[];
  chosen: string | undefined;
  onChoose(id: string): void;
  Count: UnitCount;
}

function Tree({ nodes, chosen, onChoose, Count }: TreeProps) {
  const desk = useDesk();
  const id = useId();
  const at = Math.max(0, nodes.findIndex((node) => node.unit.id === chosen));
  const go = (to: number) => {
    const node = nodes[Math.max(0, Math.min(nodes.length - 1, to))];
    if (node) onChoose(node.unit.id);
  };
  return (
    <div
      role="tree"
      tabIndex={0}
      aria-label={t("organizations.tree")}
      aria-activedescendant={`${id}-${at}`}
      className={classes.tree}
      onKeyDown={onKeys({
        ArrowDown: () => go(chosen === undefined ? 0 : at + 1),
        ArrowUp: () => go(at - 1),
        Home: () => go(0),
        End: () => go(nodes.length - 1),
        Enter: () => go(at),
      })}
      data-region
    >
      {nodes.map(({ unit, depth }, index) => (
        // The tree itself has the keys; an item only answers the mouse.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={unit.id}
          id={`${id}-${index}`}
          role="treeitem"
          tabIndex={-1}
          aria-level={depth + 1}
          aria-selected={unit.id === chosen}
          className={classes.unit}
          style={{ paddingLeft: `${0.75 + depth * 1.5}rem` }}
          onClick={() => onChoose(unit.id)}
        >
          <span>
            {unit.label}
            <span className={classes.kind}>
              {enumWords("unit_kind", unit.kind)} {unit.code}
            </span>
          </span>
          {unit.to_on && (
            <Badge tone="ended">{t("organizations.unit.closed", { on: showDate(unit.to_on, desk.era) })}</Badge>
          )}
          <span className="ky-number"><Count unit={unit.id} /></span>
        </div>
      ))}
    </div>
  );
}

interface UnitsProps {
  Count: UnitCount;
  Placing: UnitPlacing;
  Also: UnitAlso;
  below: React.ReactNode;
}

export function Units({ Count, Placing, Also, below }: UnitsProps) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { unit: chosen } = useSearch({ from: "/organizations" });
  const units = useUnits();
  const nodes = useMemo(() => flat(treeOf(units.data ?? [])), [units.data]);
  const [adding, setAdding] = useState(false);
  const may = desk.may("change_units");
  useShortcuts({ "mod+n": () => setAdding(true) }, { enabled: may });
  const choose = (id: string | undefined) => void navigate({ to: "/organizations", search: { part: "units", unit: id } });
  const open = nodes.find((node) => node.unit.id === chosen);

  if (units.error) return <ProblemAlert problem={units.error} onRetry={() => void units.refetch()} />;
  if (!units.data) return <Waiting lines={8} />;
  const add = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={() => setAdding(true)}>
      {open ? t("organizations.unit.add_under", { label: open.unit.label }) : t("organizations.unit.add")}
    </Button>
  );
  return (
    <>
      <Group mb="md">{nodes.length > 0 && add}</Group>
      <div className={classes.split}>
        <div className={classes.list}>
          {nodes.length === 0 ? (
            <EmptyPage icon="units" title={t("organizations.unit.empty")} text={t("organizations.unit.empty.text")}>
              {add}
            </EmptyPage>
          ) : (
            <>
              <Tree nodes={nodes} chosen={chosen} onChoose={choose} Count={Count} />
              {below}
            </>
          )}
        </div>
        {open && (
          <SidePanel title={open.unit.label} onClose={() => choose(undefined)}>
            <Stack gap="lg">
              <Text size="sm" c="dimmed">
                {enumWords("unit_kind", open.unit.kind)} {open.unit.code}
              </Text>
              <UnitPanel key={open.unit.id} unit={open.unit} Count={Count} Placing={Placing} Also={Also} />
            </Stack>
          </SidePanel>
        )}
      </div>
      <Modal opened={adding} onClose={() => setAdding(false)} title={t("organizations.unit.add")}>
        <UnitForm
          parent={open?.unit}
          onDone={() => setAdding(false)}
        />
      </Modal>
    </>
  );
}
