/**
 * Events are checked against their schemas on the way in, because a row that cannot be read back would end its run
 * for good, and on the way out, because a row is never merely cast. TypeBox's compiler is loaded with the first event
 * and compiles a type when it is first seen: most commands of the CLI meet few types or none.
 */
import { eventSchemas, type RunEvent, type RunEventType } from '../../engine/events.ts';
import { OmniError } from '../../schema/error.ts';

/** What is wrong with a value, or undefined when it is an event. */
export type EventCheck = (value: object) => string | undefined;

type Validator = {
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly { instancePath: string; message: string }[];
};

export async function loadEventCheck(): Promise<EventCheck> {
  const { Compile } = await import('typebox/compile');
  const validators = new Map<string, Validator>();
  return (value) => {
    const type = 'type' in value ? value.type : undefined;
    if (typeof type !== 'string' || !Object.hasOwn(eventSchemas, type))
      return `there is no event ${JSON.stringify(type)}`;
    let validator = validators.get(type);
    if (validator === undefined) {
      validator = Compile(eventSchemas[type as RunEventType]) as Validator;
      validators.set(type, validator);
    }
    if (validator.Check(value)) return undefined;
    const [first] = validator.Errors(value);
    return `${type}${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`;
  };
}

/** The event as it can be stored and found again. Throws OMNI6015 for what no reader would believe. */
export function toStorable(event: RunEvent, check: EventCheck): RunEvent {
  const wrong = check(event);
  if (wrong !== undefined) throw new OmniError('OMNI6015', `This is no event and was not journaled: ${wrong}.`);
  if (event.fact === undefined) return event;
  const fact = storableText(event.fact);
  return fact === event.fact ? event : { ...event, fact };
}

/**
 * Text as a column gives it back. Half a surrogate pair, which a stranger's id may hold, has no place in UTF-8: it
 * would come back as another character and break the chain. Inside JSON it is escaped and survives.
 */
export function storableText(text: string): string {
  return /\p{Surrogate}/u.test(text) ? Buffer.from(text).toString() : text;
}
