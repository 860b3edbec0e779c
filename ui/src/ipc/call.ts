// One typed door to the verbs of the core. Input, output and name are checked against the generated `Api`.
import type { Api } from "./api";
import { host, type Progress } from "./host";

export type Capability = keyof Api;
export type Verb<C extends Capability> = keyof Api[C] & string;
export type Input<C extends Capability, V extends Verb<C>> = Api[C][V] extends [infer I, unknown] ? I : never;
export type Output<C extends Capability, V extends Verb<C>> = Api[C][V] extends [unknown, infer O] ? O : never;

/** A field that the core would not take. */
export interface FieldProblem {
  field: string;
  code: string;
  about: Record<string, unknown>;
}

/** A refusal or failure as it crosses the wire: a code and what it is about, never a sentence. */
export class Problem extends Error {
  readonly code: string;
  readonly about: Record<string, unknown>;
  readonly fields: FieldProblem[];

  constructor(code: string, about: Record<string, unknown> = {}, fields: FieldProblem[] = []) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.about = about;
    this.fields = fields;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Reads whatever a call threw; what is not an error of the core is a fault of the program. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const value = record(thrown);
  if (typeof value["code"] !== "string") return new Problem("bug", { what: String(thrown) });
  const fields = Array.isArray(value["fields"]) ? value["fields"].map(record) : [];
  return new Problem(
    value["code"],
    record(value["about"]),
    fields.map((field) => ({
      field: String(field["field"] ?? ""),
      code: String(field["code"] ?? ""),
      about: record(field["about"]),
    })),
  );
}

export interface CallOptions {
  job?: string;
  onProgress?: (progress: Progress) => void;
}

let jobs = 0;

/** A name for long work by which it can be followed and cancelled. */
export function newJob(): string {
  jobs += 1;
  return `${Date.now().toString(36)}-${jobs}`;
}

export async function call<C extends Capability, V extends Verb<C>>(
  capability: C,
  verb: V,
  input: Input<C, V>,
  options: CallOptions = {},
): Promise<Output<C, V>> {
  try {
    const answer = await host.call({
      capability,
      verb,
      input,
      job: options.job ?? newJob(),
      onProgress: options.onProgress,
    });
    return answer as Output<C, V>;
  } catch (thrown) {
    throw problemOf(thrown);
  }
}
