/** All parts of what a cache is given to write; copied, since each may be overwritten by the next. */
export async function allOf(parts: readonly Uint8Array[] | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const copies: Uint8Array[] = [];
	for await (const part of parts) copies.push(part.slice());
	return Buffer.concat(copies);
}
