import { Select } from "./select.tsx";

interface SelectFieldProps<Choice extends string> {
  readonly label: string;
  readonly value: Choice;
  readonly choices: readonly (readonly [value: Choice, name: string])[];
  readonly onChoose: (choice: Choice) => void;
}

/** Of a closed list: what is chosen is one of its words. */
export function SelectField<Choice extends string>(props: SelectFieldProps<Choice>) {
  const { label, value, choices, onChoose } = props;
  return (
    <Select
      {...{ label, value }}
      options={choices}
      onChange={({ target }) => {
        const chosen = choices.find(([choice]) => choice === target.value);
        if (chosen !== undefined) onChoose(chosen[0]);
      }}
    />
  );
}
