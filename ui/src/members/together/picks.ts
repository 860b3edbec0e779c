// Whom the officer picked in the list, for what is done to many: some people, or everyone of a filter but some.
import { useMemo, useState } from "react";
import type { Chosen, MemberFilter, MemberRow } from "../../ipc/api";
import { useAnswer } from "../../ipc/client";
import type { GridPicks } from "../../parts/DataGrid";

interface Everyone {
  filter: MemberFilter;
  name: string;
  n: number;
}

export interface Picks {
  grid: GridPicks<MemberRow>;
  n: number;
  /** Of some people picked: how many the list does not show now. */
  hidden: number;
  /** Everyone of another filter than the one shown. */
  elsewhere: boolean;
  chosen: Chosen;
  clear(): void;
}

export function usePicks(filter: MemberFilter, name: string, total: number): Picks {
  const [everyone, setEveryone] = useState<Everyone>();
  const [people, setPeople] = useState<ReadonlySet<string>>(new Set());
  const persons = useMemo(() => [...people], [people]);
  const asks = !everyone && persons.length > 0;
  const among = useAnswer("members", "among", { persons, filter }, { enabled: asks, keep: true });
  const clear = () => {
    setEveryone(undefined);
    setPeople(new Set());
  };
  const here = everyone === undefined || everyone.name === name;
  const grid: GridPicks<MemberRow> = {
    isPicked: (row) => here && (everyone !== undefined) !== people.has(row.person_id),
    pick: (rows, on) => {
      // Of everyone in another list nothing is known here: what is picked now begins anew.
      const next = new Set(here ? people : []);
      if (!here) setEveryone(undefined);
      const adds = here && everyone !== undefined ? !on : on;
      for (const row of rows) {
        if (adds) next.add(row.person_id);
        else next.delete(row.person_id);
      }
      setPeople(next);
    },
    pickAll: () => {
      const all = everyone !== undefined && here && people.size === 0;
      setEveryone(all ? undefined : { filter, name, n: total });
      setPeople(new Set());
    },
    allPicked: everyone !== undefined && here && people.size === 0,
  };
  return {
    grid,
    n: everyone ? everyone.n - people.size : people.size,
    hidden: asks && among.data ? people.size - among.data.n : 0,
    elsewhere: !here,
    chosen: everyone ? { filter: everyone.filter, except: persons } : { persons },
    clear,
  };
}
