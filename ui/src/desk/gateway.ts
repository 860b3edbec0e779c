// Verbs at the door: the page decides itself when the rooms behind it are shown.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { call, type Input, type Output, type Problem, type Verb } from "../ipc/call";
import { runJob } from "../parts/jobs";

export function useDoor<V extends Verb<"desk">>(
  verb: V,
  words: string,
  onDone: (output: Output<"desk", V>) => void,
): UseMutationResult<Output<"desk", V>, Problem, Input<"desk", V>> {
  return useMutation<Output<"desk", V>, Problem, Input<"desk", V>>({
    mutationFn: (input) => runJob(words, (running) => call("desk", verb, input, running)),
    onSuccess: onDone,
  });
}
