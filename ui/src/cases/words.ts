// Closed lists of counselling in the order in which forms offer them.
import type { CaseStep, Channel, CloseOutcome, GoalTheme, Theme } from "../ipc/api";

/** How an inquiry came. */
export const CHANNELS: Channel[] = ["phone", "walk_in", "mail", "online", "workplace_meeting", "training", "referral"];

/** What a case is about. */
export const THEMES: Theme[] = [
  "career_direction",
  "skill_qualification",
  "internal_transfer",
  "promotion",
  "job_change",
  "side_job",
  "independence",
  "childcare_balance",
  "care_balance",
  "treatment_balance",
  "relationship",
  "workload",
  "harassment",
  "reemployment",
  "livelihood",
  "other",
];

/** The six steps, after the intake. */
export const STEPS: CaseStep[] = [
  "intake",
  "self_understanding",
  "work_understanding",
  "exploratory_experience",
  "decision",
  "action",
  "adaptation",
];

/** How a case ended. */
export const OUTCOMES: CloseOutcome[] = [
  "goal_reached",
  "plan_agreed",
  "information_given",
  "referred_out",
  "withdrawn",
  "no_contact",
  "not_suitable",
];

/** Where a goal leads. */
export const GOAL_THEMES: GoalTheme[] = [
  "grow_in_job",
  "internal_posting",
  "larger_role",
  "qualification",
  "relearning",
  "side_job",
  "job_change_same_field",
  "job_change_new_field",
  "start_business",
  "worker_coop",
  "npo_social",
  "move_region",
  "work_style_change",
  "childcare",
  "family_care",
  "treatment",
  "post_retirement",
  "other",
];
