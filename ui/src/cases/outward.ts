// Under what something about the member may leave: the consent that still holds, or a release that two persons agreed on.
import type { CaseConsentRow, CaseDetail, ReleaseRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";

export interface WayOut {
  consent: CaseConsentRow | undefined;
  release: ReleaseRow | undefined;
  /** What the verb is told. */
  outward: { consent_id?: string; release_id?: string };
}

export function useWayOut(of: CaseDetail): WayOut {
  const consent = of.consents.find((each) => each.holds.includes("outward"));
  const releases = useAnswer("cases", "releases", {}, { enabled: !consent });
  const release = releases.data?.find((each) => each.case_no === of.case_no && each.purpose === "outward" && each.state === "agreed" && each.recipient !== null);
  if (consent) return { consent, release: undefined, outward: { consent_id: consent.id } };
  return { consent, release, outward: release ? { release_id: release.id } : {} };
}
