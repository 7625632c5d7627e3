// Decoders for protobuf's JSON mapping, built from one description a message, so that the type and its decoder cannot
// disagree. The mapping omits defaults, writes 64-bit integers as strings and names fields in lowerCamelCase; a decoder
// therefore accepts anything, fills in defaults and never throws: a page must survive a server newer than itself.

export type Decode<T> = (raw: unknown) => T;
export type Decoded<D> = D extends Decode<infer T> ? T : never;

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const field_of = (raw: unknown, name: string): unknown => {
    if (raw === null || typeof raw !== 'object') return undefined;
    const fields = raw as Record<string, unknown>;
    const mapped = fields[camel(name)];
    return mapped === undefined ? fields[name] : mapped;
};

export const text: Decode<string> = (raw) => (typeof raw === 'string' ? raw : '');

// Any integer or floating point field. 64-bit values arrive as strings; ours (milliseconds, sequence numbers) stay far
// below 2^53.
export const number: Decode<number> = (raw) => {
    const value = typeof raw === 'string' ? Number(raw) : raw;
    return typeof value === 'number' && isFinite(value) ? value : 0;
};

export const flag: Decode<boolean> = (raw) => raw === true;

export const list = <T>(item: Decode<T>): Decode<T[]> => (raw) => (Array.isArray(raw) ? raw.map(item) : []);

// A message field whose absence means something.
export const maybe = <T>(whole: Decode<T>): Decode<T | undefined> => (raw) =>
    raw === undefined || raw === null ? undefined : whole(raw);

// An enum by name; the first name is the default, also for numbers and for names this page does not know yet.
export const choice = <const N extends readonly [string, ...string[]]>(...names: N): Decode<N[number]> => (raw) => {
    if (typeof raw === 'number') return names[raw] ?? names[0];
    return names.indexOf(raw as N[number]) >= 0 ? (raw as N[number]) : names[0];
};

type Fields = Record<string, Decode<unknown>>;
type Message<F extends Fields> = { [K in keyof F]: Decoded<F[K]> };

export const message = <F extends Fields>(fields: F): Decode<Message<F>> => {
    const names = Object.keys(fields);
    return (raw) => {
        const decoded: Record<string, unknown> = {};
        for (const name of names) decoded[name] = fields[name]!(field_of(raw, name));
        return decoded as Message<F>;
    };
};

// The member of a oneof that is set, as {kind, value}; undefined when none of the known ones is.
export type OneOf<F extends Fields> = { [K in keyof F]: { kind: K; value: Decoded<F[K]> } }[keyof F];

export const one_of = <F extends Fields>(members: F): ((raw: unknown) => OneOf<F> | undefined) => {
    const names = Object.keys(members);
    return (raw) => {
        for (const name of names) {
            const value = field_of(raw, name);
            if (value !== undefined && value !== null) return { kind: name, value: members[name]!(value) } as OneOf<F>;
        }
        return undefined;
    };
};
