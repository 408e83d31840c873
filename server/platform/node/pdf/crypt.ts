import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { type Dictionary, Name, PdfError, type Value } from './objects.js';

/** What makes the bytes of a stream readable again, by the number of its object. */
export type Decrypt = (bytes: Uint8Array, number: number) => Uint8Array;

/** What passwords are filled up with (ISO 32000-1, 7.6.3.3). */
const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');

const bytesOf = (value: Value): Buffer => Buffer.from(typeof value === 'string' ? value : '', 'latin1');
const numberOf = (value: Value, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
const md5 = (...parts: readonly Uint8Array[]): Buffer => {
	const hash = createHash('md5');
	for (const part of parts) hash.update(part);
	return hash.digest();
};

/**
 * How the streams of a file are read that opens without a password, as publishers' files do that only forbid printing. Throws where a password is
 * needed, or the method is an unknown one. `id` is the first of the file's two identifiers.
 */
export function decryptionOf(dictionary: Dictionary, id: Value, get: (value: Value) => Value): Decrypt {
	const version = numberOf(get(dictionary.get('V')), 0);
	const revision = numberOf(get(dictionary.get('R')), 0);
	const filter = get(dictionary.get('Filter'));
	if (!(filter instanceof Name) || filter.name !== 'Standard' || version < 1 || version > 5) throw unreadable();
	const method = version < 4 ? 'V2' : methodOf(dictionary, get);
	if (method === 'Identity') return (bytes) => bytes;
	const entry = (name: string) => bytesOf(get(dictionary.get(name)));
	if (version === 5) {
		const key = newerKey(entry('U'), entry('UE'), revision);
		return (bytes) => fromAes('aes-256-cbc', key, bytes);
	}
	const isMetadataEncrypted = get(dictionary.get('EncryptMetadata')) !== false;
	const length = version === 1 ? 5 : Math.min(16, Math.max(5, numberOf(get(dictionary.get('Length')), version === 4 ? 128 : 40) >> 3));
	const permissions = Buffer.alloc(4);
	permissions.writeInt32LE(numberOf(get(dictionary.get('P')), 0) | 0);
	let key = md5(
		padding,
		entry('O').subarray(0, 32),
		permissions,
		bytesOf(id),
		revision >= 4 && !isMetadataEncrypted ? Buffer.alloc(4, 255) : Buffer.alloc(0),
	);
	if (revision >= 3) for (let i = 0; i < 50; i++) key = md5(key.subarray(0, length));
	key = key.subarray(0, length);
	if (!opens(key, entry('U'), revision, bytesOf(id))) throw unreadable();
	return (bytes, number) => {
		const own = Buffer.from([number & 255, (number >> 8) & 255, (number >> 16) & 255, 0, 0]);
		const isAes = method === 'AESV2';
		const streamKey = md5(key, own, isAes ? Buffer.from('sAlT') : Buffer.alloc(0)).subarray(0, Math.min(16, length + 5));
		return isAes ? fromAes('aes-128-cbc', streamKey, bytes) : rc4(streamKey, bytes);
	};
}

const unreadable = () => new PdfError('encrypted', 'It opens with a password only.');

/** The method for streams of a file that has several (7.6.5). */
function methodOf(dictionary: Dictionary, get: (value: Value) => Value): string {
	const name = get(dictionary.get('StmF'));
	if (!(name instanceof Name) || name.name === 'Identity') return 'Identity';
	const filters = get(dictionary.get('CF'));
	const filter = filters instanceof Map ? get(filters.get(name.name)) : undefined;
	const method = filter instanceof Map ? get(filter.get('CFM')) : undefined;
	if (!(method instanceof Name) || !['V2', 'AESV2', 'AESV3'].includes(method.name)) throw unreadable();
	return method.name;
}

/** Whether the empty password is the user's (7.6.3.4). */
function opens(key: Uint8Array, stored: Uint8Array, revision: number, id: Uint8Array): boolean {
	if (revision < 3) return Buffer.compare(rc4(key, padding), stored.subarray(0, 32)) === 0;
	let check: Uint8Array = rc4(key, md5(padding, id));
	for (let i = 1; i < 20; i++)
		check = rc4(
			key.map((byte) => byte ^ i),
			check,
		);
	return Buffer.compare(check, stored.subarray(0, 16)) === 0;
}

/** The key of AES with 256 bits, for the empty password (ISO 32000-2, 7.6.4.3.3). */
function newerKey(stored: Buffer, wrapped: Buffer, revision: number): Buffer {
	const hash = revision < 6 ? (salt: Buffer) => createHash('sha256').update(salt).digest() : hardenedHash;
	if (Buffer.compare(hash(stored.subarray(32, 40)), stored.subarray(0, 32)) !== 0) throw unreadable();
	const cipher = createDecipheriv('aes-256-cbc', hash(stored.subarray(40, 48)), Buffer.alloc(16)).setAutoPadding(false);
	return Buffer.concat([cipher.update(wrapped.subarray(0, 32)), cipher.final()]);
}

/** The hash of the empty password (ISO 32000-2, 7.6.4.3.4). */
function hardenedHash(salt: Buffer): Buffer {
	let key = createHash('sha256').update(salt).digest();
	for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
		const repeated = Buffer.concat(Array.from({ length: 64 }, () => key));
		const encrypted = encrypt(key.subarray(0, 16), key.subarray(16, 32), repeated);
		const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
		key = createHash(['sha256', 'sha384', 'sha512'][remainder]!).update(encrypted).digest();
		last = encrypted.at(-1)!;
	}
	return key.subarray(0, 32);
}

function encrypt(key: Uint8Array, start: Uint8Array, bytes: Uint8Array): Buffer {
	const cipher = createCipheriv('aes-128-cbc', key, start).setAutoPadding(false);
	return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/** AES in CBC mode, whose first block is the vector (7.6.2). What is damaged at its end is kept as it comes. */
function fromAes(method: string, key: Uint8Array, bytes: Uint8Array): Uint8Array {
	const length = bytes.length - (bytes.length % 16);
	if (length < 32) return new Uint8Array();
	const cipher = createDecipheriv(method, key, bytes.subarray(0, 16)).setAutoPadding(false);
	const plain = Buffer.concat([cipher.update(bytes.subarray(16, length)), cipher.final()]);
	const filled = plain.at(-1) ?? 0;
	return filled > 0 && filled <= 16 ? plain.subarray(0, plain.length - filled) : plain;
}

/** RC4, which Node's own cryptography no longer has. */
function rc4(key: Uint8Array, bytes: Uint8Array): Uint8Array {
	const state = Uint8Array.from({ length: 256 }, (_, i) => i);
	for (let i = 0, j = 0; i < 256; i++) {
		j = (j + state[i]! + key[i % key.length]!) & 255;
		[state[i], state[j]] = [state[j]!, state[i]!];
	}
	const out = new Uint8Array(bytes.length);
	for (let n = 0, i = 0, j = 0; n < bytes.length; n++) {
		i = (i + 1) & 255;
		j = (j + state[i]!) & 255;
		[state[i], state[j]] = [state[j]!, state[i]!];
		out[n] = bytes[n]! ^ state[(state[i]! + state[j]!) & 255]!;
	}
	return out;
}
