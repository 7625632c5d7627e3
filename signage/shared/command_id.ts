// 128 random bits as 32 hex digits. The client makes the id once; every retry of the same wish carries it.
export const new_command_id = (): string => {
    const bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    let digits = '';
    for (let i = 0; i < bytes.length; ++i) digits += (bytes[i]! < 16 ? '0' : '') + bytes[i]!.toString(16);
    return digits;
};
