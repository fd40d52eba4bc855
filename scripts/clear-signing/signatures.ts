import { AccessManagementProtocol__factory } from "@idos/protocol";
import { Interface, type ParamType, TypedDataEncoder } from "ethers";
import { MESSAGE_TYPES } from "./message-types.ts";

/** A value, or a list of such, of a call or a message. */
export interface Input {
  readonly name: string;
  /** What each element of a list holds; empty for a value. */
  readonly elements: readonly Input[];
}

/** What a wallet is asked for, with the text by which ERC-7730 finds it. */
export interface Signature {
  readonly name: string;
  readonly key: string;
  readonly inputs: readonly Input[];
}

/** Every function that changes something. */
export function callSignatures(): Signature[] {
  const signatures: Signature[] = [];
  new Interface(AccessManagementProtocol__factory.abi).forEachFunction(({ name, inputs, constant }) => {
    if (constant) return;
    const key = `${name}(${inputs.map(spelled).join(",")})`;
    signatures.push({ name, key, inputs: inputs.map(inputOfParameter) });
  });
  return signatures;
}

/** Every message of the contract that an owner can sign. */
export function messageSignatures(): Signature[] {
  return MESSAGE_TYPES.map((types) => {
    const encoder = TypedDataEncoder.from(types);
    const inputsOf = (type: string): Input[] =>
      (types[type] ?? []).map((field) => ({
        name: field.name,
        elements: inputsOf(field.type.replace(/\[\]$/, "")),
      }));
    const name = encoder.primaryType;
    return { name, key: encoder.encodeType(name), inputs: inputsOf(name) };
  });
}

const spelled = (parameter: ParamType): string => `${typeOf(parameter)} ${parameter.name}`;

function typeOf({ type, arrayChildren }: ParamType): string {
  const components = arrayChildren?.components;
  return components == null ? type : `(${components.map(spelled).join(",")})[]`;
}

const inputOfParameter = ({ name, arrayChildren }: ParamType): Input => ({
  name,
  elements: arrayChildren?.components?.map(inputOfParameter) ?? [],
});
