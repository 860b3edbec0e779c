// Employers and their worksites: a worksite is an organisation below an employer.
import { useMemo } from "react";
import type { OrganizationRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";

export function useEmployers() {
  return useAnswer("organizations", "employers", {});
}

const NONE: OrganizationRow[] = [];

function choicesOf(rows: readonly OrganizationRow[]): { value: string; label: string }[] {
  return rows.map((row) => ({ value: row.id, label: row.name }));
}

export function useEmployerChoices(): { value: string; label: string }[] {
  const all = useEmployers().data ?? NONE;
  return useMemo(() => choicesOf(all.filter((row) => row.kind === "employer" && row.parent_id === null)), [all]);
}

export function useWorksiteChoices(employer: string | null): { value: string; label: string }[] {
  const all = useEmployers().data ?? NONE;
  return useMemo(() => (employer ? choicesOf(all.filter((row) => row.parent_id === employer)) : []), [all, employer]);
}

/** Organisations that names may be given to: neither the own union nor an employer. */
export function usePartnerChoices(): OrganizationRow[] {
  const all = useEmployers().data ?? NONE;
  return useMemo(() => all.filter((row) => row.kind !== "employer" && row.kind !== "own_union"), [all]);
}
