import "./recovery-step.css";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Field } from "../../ui/field.tsx";
import { askedGroups, groupsOf } from "./recovery-groups.ts";

export function RecoveryStep({ onDone }: { onDone: () => void }) {
  const { idos } = useSession();
  const make = useMutation({ mutationFn: () => idos.keys.backUpWithRecoveryCode() });
  if (make.data !== undefined) return <ConfirmCode code={make.data} onDone={onDone} />;
  return (
    <>
      <p className="soft">
        Second backup: a recovery code, for the day on which the password is forgotten. It is shown once.
      </p>
      <Button look="primary" busy={make.isPending} onClick={() => make.mutate()}>
        Show my recovery code
      </Button>
      {make.error !== null && <ErrorNotice error={make.error} />}
    </>
  );
}

/** Two groups are typed again: a code that was not written down helps nobody. */
function ConfirmCode({ code, onDone }: { code: string; onDone: () => void }) {
  const groups = groupsOf(code);
  const [asked] = useState(() => askedGroups(groups.length, crypto.getRandomValues(new Uint32Array(2))));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const differing = asked.filter((at) => (typed[at] ?? "").trim().toUpperCase() !== groups[at]);
    setWrong(differing);
    if (differing.length === 0) onDone();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="soft">Write it on paper, or print it, and keep it where you keep your passport.</p>
      <ol className="recovery-code mono" aria-label="Recovery code, in groups">
        {groups.map((group, at) => (
          <li key={at}>{group}</li>
        ))}
      </ol>
      <div className="row">
        <Button onClick={() => print()}>Print</Button>
        <Button onClick={() => void navigator.clipboard.writeText(code)}>Copy</Button>
      </div>
      {asked.map((at) => (
        <Field
          key={at}
          label={`Group ${at + 1}`}
          autoComplete="off"
          spellCheck={false}
          value={typed[at] ?? ""}
          error={wrong.includes(at) ? "That is not this group." : undefined}
          onChange={({ target }) => setTyped({ ...typed, [at]: target.value })}
        />
      ))}
      <Button look="primary" type="submit">
        I have kept it
      </Button>
    </form>
  );
}
