import "./recovery-step.css";
import type { ConfirmRecoveryKit, RecoveryKit } from "@idos/sdk";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Field } from "../../ui/field.tsx";
import { wrongGroups } from "./wrong-groups.ts";

type Typed = readonly [string, string];
interface Shown {
  readonly kit: RecoveryKit;
  readonly confirm: (typed: Typed) => void;
}

interface RecoveryStepProps {
  /** What this code is for. */
  readonly lead: string;
  readonly backUp: (confirm: ConfirmRecoveryKit) => Promise<void>;
  readonly onDone: () => void;
}

export function RecoveryStep({ lead, backUp, onDone }: RecoveryStepProps) {
  const [shown, setShown] = useState<Shown>();
  const ask = (kit: RecoveryKit): Promise<Typed> => new Promise((confirm) => setShown({ kit, confirm }));
  const make = useMutation({
    mutationFn: () => backUp(ask),
    onSuccess: onDone,
    onError: () => setShown(undefined),
  });
  if (shown !== undefined) return <ConfirmCode {...shown} />;
  return (
    <>
      <p className="soft">{lead}</p>
      <Button look="primary" busy={make.isPending} onClick={() => make.mutate()}>
        Show my recovery code
      </Button>
      {make.error !== null && <ErrorNotice error={make.error} />}
    </>
  );
}

/** Two groups are typed again: a code that was not written down helps nobody. */
function ConfirmCode({ kit, confirm }: Shown) {
  const [typed, setTyped] = useState<Typed>(["", ""]);
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const differing = wrongGroups(kit, typed);
    setWrong(differing);
    if (differing.length === 0) confirm(typed);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="soft">Write it on paper, or print it, and keep it where you keep your passport.</p>
      <ol className="recovery-code mono" aria-label="Recovery code, in groups">
        {kit.groups.map((group, at) => (
          <li key={at}>{group}</li>
        ))}
      </ol>
      <div className="row">
        <Button onClick={() => print()}>Print</Button>
        <Button onClick={() => void navigator.clipboard.writeText(kit.code)}>Copy</Button>
      </div>
      {kit.asked.map((position, at) => (
        <Field
          key={position}
          label={`Group ${position}`}
          autoComplete="off"
          spellCheck={false}
          value={typed[at] ?? ""}
          error={wrong.includes(at) ? "That is not this group." : undefined}
          onChange={({ target }) => setTyped(at === 0 ? [target.value, typed[1]] : [typed[0], target.value])}
        />
      ))}
      <Button look="primary" type="submit">
        I have kept it
      </Button>
    </form>
  );
}
