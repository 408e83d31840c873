// The few globals that Node, workers and browsers share and that the server's own library setting leaves out:
// WHATWG Encoding, Compression, URL and timers. Anything else from a platform belongs into `main.*`.

declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
	decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}

declare class TextEncoder {
	encode(input?: string): Uint8Array;
	encodeInto(source: string, destination: Uint8Array): { read: number; written: number };
}

declare class DecompressionStream {
	constructor(format: 'gzip' | 'deflate');
	readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> } };
	readonly readable: { getReader(): { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }> } };
}

declare class URL {
	constructor(address: string);
	readonly href: string;
	readonly origin: string;
	readonly protocol: string;
	readonly username: string;
	readonly password: string;
	readonly hostname: string;
}

declare function setTimeout(callback: () => void, milliseconds?: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** Node has it; a browser's worker has not. */
declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/** Base64 of a text of Latin-1 letters. */
declare function btoa(text: string): string;
