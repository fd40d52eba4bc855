import "./field.css";
import { type ComponentProps, useId } from "react";

interface SelectProps extends Omit<ComponentProps<"select">, "id"> {
  readonly label: string;
  readonly options: readonly (readonly [value: string, name: string])[];
}

export function Select({ label, options, ...select }: SelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select {...select} id={id}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
