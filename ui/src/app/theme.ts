// The look of the window: colours, letters, sizes. Calm paper, one accent, words before pictures.
import {
  Button,
  Checkbox,
  createTheme,
  Drawer,
  Fieldset,
  Input,
  Kbd,
  Modal,
  Notification,
  NumberInput,
  Paper,
  PasswordInput,
  Popover,
  Select,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";
import { t } from "../labels/t";
import {
  CONTRAST,
  DARK,
  DARK_SERIES,
  DARK_TONES,
  LIGHT,
  LIGHT_SERIES,
  LIGHT_TONES,
  type Palette,
  type Patch,
  type Tone,
} from "../parts/colors";
import type { Colors } from "../parts/look";

const FAMILY =
  '"Yu Gothic UI", "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans CJK JP", "Noto Sans JP", "BIZ UDPGothic", "IPAexGothic", "Meiryo", sans-serif';

const ai: MantineColorsTuple = [
  "#EEF3FA",
  "#E1EDFB",
  "#DCE9F9",
  "#8AB8F5",
  "#A9CBFA",
  "#3B7BCB",
  "#1455A8",
  "#0F4285",
  "#0B3368",
  "#0B1B30",
];

const red: MantineColorsTuple = [
  "#FDE7E5",
  "#FCD5D1",
  "#FFC2BD",
  "#FF9A92",
  "#FFB3AC",
  "#D2443B",
  "#B3261E",
  "#8C1D18",
  "#8C1D18",
  "#5C1A16",
];

const dark: MantineColorsTuple = [
  DARK.text,
  DARK.textSoft,
  DARK.placeholder,
  DARK.inputBorder,
  DARK.hairline,
  "#2A323C",
  DARK.surface,
  DARK.canvas,
  "#0F1216",
  "#0B0E11",
];

/** The theme in the language of the screen: names of small buttons are words too. */
export const makeTheme = () => createTheme({
  fontFamily: FAMILY,
  fontFamilyMonospace: '"BIZ UDGothic", "Noto Sans Mono CJK JP", "MS Gothic", monospace',
  primaryColor: "ai",
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  colors: { ai, red, dark },
  black: LIGHT.text,
  white: LIGHT.surface,
  defaultRadius: 6,
  radius: { xs: "4px", sm: "6px", md: "6px", lg: "10px", xl: "16px" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  fontSizes: { xs: "0.8125rem", sm: "0.9375rem", md: "1rem", lg: "1.125rem", xl: "1.375rem" },
  lineHeights: { xs: "1.5", sm: "1.5", md: "1.7", lg: "1.5", xl: "1.4" },
  headings: {
    fontWeight: "700",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.35" },
      h2: { fontSize: "1.375rem", lineHeight: "1.4" },
      h3: { fontSize: "1.125rem", lineHeight: "1.4" },
      h4: { fontSize: "1rem", lineHeight: "1.4" },
    },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "always",
  components: {
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: "sm" } }),
    Input: Input.extend({ defaultProps: { size: "sm" } }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { size: "sm", inputWrapperOrder: ["label", "input", "description", "error"] },
    }),
    Fieldset: Fieldset.extend({ defaultProps: { variant: "unstyled" } }),
    // The scroll area of the list would be a stop of the Tab key without a name.
    Select: Select.extend({
      defaultProps: { withScrollArea: false, allowDeselect: false, maxDropdownHeight: 320, openOnFocus: false },
      styles: { dropdown: { maxHeight: 320, overflowY: "auto" } },
    }),
    // Its smallest letters would be smaller than any others.
    Kbd: Kbd.extend({ styles: { root: { fontSize: "0.8125rem" } } }),
    Paper: Paper.extend({ styles: { root: { background: "var(--ky-surface)" } } }),
    PasswordInput: PasswordInput.extend({
      defaultProps: { visibilityToggleButtonProps: { "aria-label": t("ui.show_passphrase") } },
    }),
    // The two arrows would be smaller than a finger, and the arrow keys do the same.
    NumberInput: NumberInput.extend({ defaultProps: { hideControls: true } }),
    Modal: Modal.extend({
      styles: { title: { fontWeight: 700, fontSize: "1.125rem" }, body: { paddingTop: "0.75rem" } },
      defaultProps: {
        lockScroll: false,
        centered: true,
        // A click beside a form must not throw away what was typed.
        closeOnClickOutside: false,
        closeButtonProps: { "aria-label": t("ui.close") },
        transitionProps: { duration: 100 },
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: { lockScroll: false, closeButtonProps: { "aria-label": t("ui.close") } },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: "md", transitionProps: { duration: 80 } } }),
    // A hint stays inside the landmark it explains.
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withinPortal: false } }),
    Notification: Notification.extend({
      // What to do now is the second sentence; it must be as easy to read as the first.
      styles: { description: { color: "var(--ky-text)" } },
      defaultProps: { closeButtonProps: { "aria-label": t("ui.close") } },
    }),
  },
});

function variables(palette: Palette, tones: Record<Tone, Patch>, series: readonly string[]): Record<string, string> {
  const all: Record<string, string> = {
    "--mantine-color-body": palette.canvas,
    "--mantine-color-text": palette.text,
    "--mantine-color-bright": palette.text,
    "--mantine-color-dimmed": palette.textSoft,
    "--mantine-color-placeholder": palette.placeholder,
    "--mantine-color-error": palette.danger,
    "--mantine-color-anchor": palette.accent,
    "--mantine-color-default": palette.surface,
    "--mantine-color-default-hover": palette.rowHover,
    "--mantine-color-default-color": palette.text,
    "--mantine-color-default-border": palette.inputBorder,
    "--mantine-primary-color-filled": palette.accent,
    "--mantine-primary-color-filled-hover": palette.accentHover,
    "--mantine-primary-color-contrast": palette.onAccent,
    "--mantine-primary-color-light": palette.selected,
    "--mantine-primary-color-light-hover": palette.selected,
    "--mantine-primary-color-light-color": palette.accent,
    "--mantine-color-ai-filled": palette.accent,
    "--mantine-color-ai-filled-hover": palette.accentHover,
    "--mantine-color-ai-light": palette.selected,
    "--mantine-color-ai-light-hover": palette.selected,
    "--mantine-color-ai-light-color": palette.accent,
    "--mantine-color-ai-outline": palette.accent,
    "--mantine-color-red-filled": palette.danger,
    "--mantine-color-red-filled-hover": palette.danger,
    "--mantine-color-red-text": palette.danger,
    "--mantine-color-red-light-color": palette.danger,
    "--mantine-color-red-outline": palette.danger,
  };
  for (const [name, color] of Object.entries(palette)) {
    all[`--ky-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`] = color;
  }
  for (const [name, [words, ground]] of Object.entries(tones)) {
    all[`--ky-${name}-words`] = words;
    all[`--ky-${name}-ground`] = ground;
  }
  series.forEach((color, index) => {
    all[`--ky-series-${index + 1}`] = color;
  });
  return all;
}

/** The variables of both colour schemes; the third, high contrast, lies over the light one. */
export function variablesFor(colors: Colors): CSSVariablesResolver {
  const light = colors === "contrast" ? CONTRAST : LIGHT;
  return () => ({
    variables: {},
    light: variables(light, LIGHT_TONES, LIGHT_SERIES),
    dark: variables(DARK, DARK_TONES, DARK_SERIES),
  });
}
