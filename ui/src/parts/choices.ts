// How lists of choices open.

/** Long names are read whole, however narrow the field. */
export const WIDE_CHOICES = { width: 360, position: "bottom-end" } as const;
