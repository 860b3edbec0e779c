// Where among the surveys the officer is: all of it stands in the address.

export const WAVE_PARTS = ["entry", "forms", "results"] as const;
export type WavePart = (typeof WAVE_PARTS)[number];

export interface SurveysPlace {
  /** The questionnaire in the panel, or `new`. */
  survey?: string | undefined;
  /** The questionnaire of which a wave is opened. */
  open?: string | undefined;
}

export interface WavePlace {
  id: string;
  part?: WavePart | undefined;
  /** Results as members may see them. */
  members?: true | undefined;
}

type Raw = Record<string, unknown>;

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function readSurveysPlace(raw: Raw): SurveysPlace {
  return { survey: text(raw["survey"]), open: text(raw["open"]) };
}

export function readWavePlace(raw: Raw): WavePlace {
  const part = WAVE_PARTS.find((known) => known === raw["part"]);
  return { id: text(raw["id"]) ?? "", part, members: raw["members"] === true || raw["members"] === "true" ? true : undefined };
}
