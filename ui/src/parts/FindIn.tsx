// A field that looks for words in a table: asked when Enter is pressed or the field is left, not with every key.
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { onKeys } from "../keys";

interface FindInProps {
  label: string;
  value: string;
  onFind(words: string): void;
}

export function FindIn({ label, value, onFind }: FindInProps) {
  const [typed, setTyped] = useState(value);
  const find = () => {
    if (typed.trim() !== value) onFind(typed.trim());
  };
  return (
    <TextInput
      type="search"
      label={label}
      w="24rem"
      maw="100%"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={find}
      onKeyDown={onKeys({ Enter: find })}
    />
  );
}
