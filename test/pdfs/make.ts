import { createCipheriv, createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** A text on a page. */
export interface Shown {
	readonly text: string;
	/** In points; 10 where left out. */
	readonly size?: number;
	/** From the page's left and lower edge, in points. */
	readonly x?: number;
	readonly y?: number;
	/** Written upwards, as arXiv's stamp is. */
	readonly isRotated?: boolean;
	/** `Times` where left out; the names of `fonts`. */
	readonly font?: string;
}

/** How a PDF is put together. */
export interface PdfOptions {
	/** Further fonts of the page, as objects: `/F2` → `<< /Type /Font … >>`. */
	readonly fonts?: Readonly<Record<string, string>>;
	/** More objects, from number 10 on. */
	readonly objects?: readonly (string | Buffer)[];
	/** Objects in a stream of objects, with a table that is a stream with PNG's predictor. */
	readonly isPacked?: boolean;
	/** A wrong place of the table of objects. */
	readonly hasWrongTable?: boolean;
	readonly information?: string;
	readonly rotate?: number;
	readonly encryption?: 'rc4' | 'aes';
	/** The page's content as it is, in place of what is shown. */
	readonly content?: Buffer;
	/** What is in the content's dictionary beside its length. */
	readonly filter?: string;
}

const literal = (text: string): string => `(${text.replace(/[\\()]/g, '\\$&')})`;

/** The operators that show texts. Without a place each is a line below the one before. */
export function contentOf(shown: readonly Shown[]): string {
	let y = 760;
	const lines = shown.map(({ text, size = 10, x = 72, font = 'F1', isRotated, ...at }) => {
		y = at.y ?? y - size * 1.3;
		const matrix = isRotated ? `0 1 -1 0 ${x} ${y}` : `1 0 0 1 ${x} ${y}`;
		return `BT /${font} ${size} Tf ${matrix} Tm ${literal(text)} Tj ET`;
	});
	return lines.join('\n');
}

/** A PDF of one page, as small as one can be. */
export function pdfOf(shown: readonly Shown[], options: PdfOptions = {}): Buffer {
	const { fonts = {}, objects: more = [], information = '', rotate = 0, content = Buffer.from(contentOf(shown), 'latin1') } = options;
	const named = Object.entries(fonts).map(([name, font]) => `/${name} ${font}`);
	const encryption = options.encryption && encrypting(options.encryption);
	const stream = encryption ? encryption.encrypt(content, 6) : content;
	const objects: (string | Buffer)[] = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		`<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] /Rotate ${rotate} >>`,
		'<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources 4 0 R >>',
		`<< /Font << /F1 5 0 R ${named.join(' ')} >> /XObject << /X1 10 0 R >> >>`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>',
		Buffer.concat([Buffer.from(`<< /Length ${stream.length} ${options.filter ?? ''} >>\nstream\n`), stream, Buffer.from('\nendstream')]),
		`<< ${information} >>`,
		encryption?.dictionary ?? '<< >>',
		'<< >>',
		...more,
	];
	const trailer = `/Root 1 0 R /Info 7 0 R ${encryption ? `/Encrypt 8 0 R /ID [<${id.toString('hex')}> <00>]` : ''}`;
	return options.isPacked ? packed(objects, trailer) : plain(objects, trailer, options.hasWrongTable);
}

function plain(objects: readonly (string | Buffer)[], trailer: string, hasWrongTable = false): Buffer {
	const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\n', 'latin1')];
	const offsets: number[] = [];
	let length = parts[0]!.length;
	const add = (part: string | Buffer) => {
		const bytes = Buffer.from(part as string);
		parts.push(bytes);
		length += bytes.length;
	};
	for (const [index, object] of objects.entries()) {
		offsets.push(length);
		add(`${index + 1} 0 obj\n`);
		add(object);
		add('\nendobj\n');
	}
	const table = hasWrongTable ? 17 : length;
	const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
	add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${objects.length + 1} ${trailer} >>\n`);
	add(`startxref\n${table}\n%%EOF\n`);
	return Buffer.concat(parts);
}

/** The same with all but the streams in a stream of objects (PDF 1.5). */
function packed(objects: readonly (string | Buffer)[], trailer: string): Buffer {
	const inside = objects.flatMap((object, index) => (typeof object === 'string' ? [{ object, number: index + 1 }] : []));
	let offset = 0;
	const head = inside.map(({ object, number }) => {
		const place = `${number} ${offset}`;
		offset += object.length + 1;
		return place;
	});
	const first = `${head.join(' ')} `;
	const body = deflateSync(Buffer.from(first + inside.map(({ object }) => `${object}\n`).join('')));
	const pack = objects.length + 1;
	const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
	const places = new Map<number, readonly [number, number]>(inside.map(({ number }, index) => [number, [pack, index]]));
	const offsets = new Map<number, number>();
	const lengthOf = () => parts.reduce((sum, part) => sum + part.length, 0);
	const write = (number: number, object: Buffer) => {
		offsets.set(number, lengthOf());
		parts.push(Buffer.from(`${number} 0 obj\n`), object, Buffer.from('\nendobj\n'));
	};
	for (const [index, object] of objects.entries()) if (typeof object !== 'string') write(index + 1, object);
	const withStream = (dictionary: string, bytes: Buffer) =>
		Buffer.concat([
			Buffer.from(`<< ${dictionary} /Length ${bytes.length} /Filter /FlateDecode >>\nstream\r\n`),
			bytes,
			Buffer.from('\nendstream'),
		]);
	write(pack, withStream(`/Type /ObjStm /N ${inside.length} /First ${first.length}`, body));
	const table = pack + 1;
	const start = lengthOf();
	const rows: number[][] = [[0, 0, 0, 0, 0]];
	for (let number = 1; number <= table; number++) {
		const place = places.get(number);
		const [kind, second, third] = place ? [2, ...place] : [1, number === table ? start : (offsets.get(number) ?? 0), 0];
		rows.push([kind!, second! >> 16, (second! >> 8) & 255, second! & 255, third!]);
	}
	// PNG's predictor “up”: each row as the difference to the one before.
	const coded = rows.flatMap((row, index) => [2, ...row.map((byte, x) => (byte - (rows[index - 1]?.[x] ?? 0)) & 255)]);
	const dictionary = `/Type /XRef /Size ${table + 1} /W [1 3 1] ${trailer} /DecodeParms << /Predictor 12 /Columns 5 >>`;
	write(table, withStream(dictionary, deflateSync(Buffer.from(coded))));
	parts.push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
	return Buffer.concat(parts);
}

const id = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');
const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
const md5 = (...parts: readonly Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();

/** What encrypts a file that opens without a password (ISO 32000-1, 7.6): an owner's password that nobody has. */
function encrypting(method: 'rc4' | 'aes') {
	const owner = createHash('sha256').update('of nobody').digest();
	const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
	let key = md5(padding, owner, permissions, id);
	for (let i = 0; i < 50; i++) key = md5(key);
	let user = rc4(key, md5(padding, id));
	for (let i = 1; i < 20; i++) user = rc4(Buffer.from(key.map((byte) => byte ^ i)), user);
	const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`;
	const common = `/Filter /Standard /Length 128 /P -4 /O ${hex(owner)} /U ${hex(Buffer.concat([user, Buffer.alloc(16)]))}`;
	const crypt = '/V 4 /R 4 /CF << /StdCF << /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF';
	return {
		dictionary: `<< ${common} ${method === 'aes' ? crypt : '/V 2 /R 3'} >>`,
		encrypt(bytes: Buffer, number: number): Buffer {
			const own = Buffer.from([number, 0, 0, 0, 0]);
			if (method === 'rc4') return rc4(md5(key, own), bytes);
			const start = Buffer.alloc(16, 7);
			const cipher = createCipheriv('aes-128-cbc', md5(key, own, Buffer.from('sAlT')), start);
			return Buffer.concat([start, cipher.update(bytes), cipher.final()]);
		},
	};
}

function rc4(key: Buffer, bytes: Buffer): Buffer {
	const s = Array.from({ length: 256 }, (_, i) => i);
	let j = 0;
	for (let i = 0; i < 256; i++) {
		j = (j + s[i]! + key[i % key.length]!) % 256;
		[s[i], s[j]] = [s[j]!, s[i]!];
	}
	let [a, b] = [0, 0];
	return Buffer.from(
		bytes.map((byte) => {
			a = (a + 1) % 256;
			b = (b + s[a]!) % 256;
			[s[a], s[b]] = [s[b]!, s[a]!];
			return byte ^ s[(s[a]! + s[b]!) % 256]!;
		}),
	);
}
