import { isAmong } from '../../base/inOrder.js';
import { plainText } from '../../base/plainLetters.js';
import { type Name, type OtherName, type SourceRecord, stated } from '../../library/formats/record.js';
import { isOrdinary, isTying } from './ordinaryWords.js';
import {
	bookTitle,
	keyTitle,
	keyWord,
	looseTitle,
	nameBeside,
	nickname,
	otherName,
	otherNameAsWritten,
	otherNameEvident,
	otherPhrase,
	programName,
	shortTitle,
	subjectTitle,
	title,
	titleWord,
} from './strictness.js';

/** Titles of more letters are hardly ever written out. */
const longestTitle = 300;

/** What of a record or paper gives it names. */
type Named = Pick<
	SourceRecord,
	'key' | 'type' | 'authors' | 'editors' | 'names' | 'otherNames' | 'title' | 'alsoTitles' | 'inherited' | 'doi' | 'arxiv' | 'url'
>;

/** Types of whole books: the part of such a title before the colon is mostly what the book is about. */
const bookTypes = new Set([
	'book',
	'mvbook',
	'collection',
	'mvcollection',
	'reference',
	'proceedings',
	'mvproceedings',
	'periodical',
	'thesis',
]);
const programTypes = new Set(['manual', 'software', 'dataset']);

/** Whether a paper is a program, a data set or a web page: its title is mostly its name. */
export const isProgram = ({ type }: Pick<SourceRecord, 'type'>): boolean => programTypes.has(type) || type === 'misc' || type === 'online';

/** Whether a paper is a whole book. */
export const isBook = ({ type }: Pick<SourceRecord, 'type'>): boolean => bookTypes.has(type);

/** What the titles of a record are as names: all of them, and the parts before their colons. */
function kindsOfTitles({ type, doi, arxiv, url, title: written }: Named): { readonly whole: number; readonly short: number } {
	const isPage = doi === undefined && arxiv === undefined && (type === 'online' || (type === 'misc' && url !== undefined));
	if (isPage) return { whole: looseTitle, short: looseTitle };
	if (programTypes.has(type) || /\b(?:[Rr]|[Pp]ython|[Jj]ulia) (?:[Pp]ackage|[Ll]ibrary)\b/.test(written))
		return { whole: programTypes.has(type) && !/\s/.test(written.trim()) ? programName : title, short: programName };
	return { whole: title, short: isBook({ type }) ? bookTitle : shortTitle };
}

/**
 * Visits what a paper goes by in running text: its nicknames, its titles, the part of a title before the colon, and
 * titles without their first article. `withSingular` if the name may lack its last "s".
 */
export function eachForm(paper: Named, visit: (written: string, kind: number, withSingular: boolean) => void): void {
	for (const name of paper.names) visit(name, nickname, name.includes(' '));
	for (const { name, asks } of paper.otherNames ?? []) visit(name, kindOfOther(asks), asks === undefined && name.includes(' '));
	// A title that only the parent states is the parent's name.
	const kinds = kindsOfTitles(paper);
	eachTitle(stated(paper, 'title') ?? '', kinds, visit);
	for (const other of paper.alsoTitles) {
		// Where the title has a field of its own, without the subtitle, it is what is before the colon.
		const rest = paper.title.startsWith(`${other}: `) ? paper.title.slice(other.length + 2) : undefined;
		// Another title of one word is a short one.
		if (rest === undefined) eachTitle(other, /\s/.test(other) ? kinds : { ...kinds, whole: shortTitle }, visit);
		else visit(other, kindBefore(other, rest, kinds.short), other.includes(' ') || isMarkedPlural(other));
	}
	eachKeyName(paper, visit);
	eachKeyTitle(paper, visit);
	eachProgramName(paper, visit);
	eachShortWord(stated(paper, 'title') ?? '', visit);
}

/** A short word with a capital among its small letters (`PySB`), or one in capitals that the title introduces: in brackets, or first behind "The". */
const shortWord =
	/(?<![\p{L}\p{N}-])(?:(?=[\p{L}\p{N}]{4}(?![\p{L}\p{N}-]))\p{L}+\p{Ll}\p{Lu}[\p{L}\p{N}]*|(?<=^The |[([])\p{Lu}{3,30}(?=[)\] ]))/gu;

const mayHaveShortWord = /[a-z][A-Z]|[([][A-Z]{3}|^The [A-Z]{3}/;

/** Visits words of a title that are too short or have too many capitals for a name: right beside its citation they are what the work is called. */
function eachShortWord(written: string, visit: (written: string, kind: number, withSingular: boolean) => void): void {
	// Most titles have none, and looking for their letters takes long.
	if (!mayHaveShortWord.test(written) || written.length > longestTitle || !/\p{Ll}{3}/u.test(written) || /^\S+$/.test(written)) return;
	for (const word of written.match(shortWord) ?? []) if (!written.startsWith(`${word}:`)) visit(word, nameBeside, false);
}

/** "The drake R package: A pipeline toolkit": what is called so. */
const packageIn = /(?<!\p{L})the (\p{L}[\p{L}\d.-]{2,28}[\p{L}\d]) (?:(?:R|Python|Julia) )?package(?!\p{L})/iu;

/** "GitHub - owner/name: What it does", "owner/name". */
const repository = /^(?:git(?:hub|lab) [-–—:|] )?([\w.-]+)\/([A-Za-z][\w.-]*)(?=$|: |\s[-–—|])/i;

/** What a title calls the texts of a program: "LangChain Documentation", "Dokumentation: TkInter". */
const textOf =
	"(?:(?:official|user|user['’]?s|developer|online|api|reference|programming) )?" +
	'(?:documentation|docs?|manual|guide|handbook|web ?site|home ?page|repository|dokumentation|handbuch|webseite|manuel|documentación|documentação|documentazione|dokumentacja)';
const behindProgram = new RegExp(`^(.{2,40}?)(?: [-–—|:]|:)? ${textOf}(?: v?[\\d.]+)?$`, 'i');
const beforeProgram = new RegExp(`^${textOf}(?:(?: (?:of|for|von|zu|de|do|di))?:?| [-–—|]) (.{2,40})$`, 'i');

/** The name in a title that says which text on a program it is, or where its code is; nothing in another title. */
export function programIn(written: string, { key, url, type }: Pick<SourceRecord, 'key' | 'url' | 'type'>): string | undefined {
	const inPackage = written.includes('ackage') ? packageIn.exec(written)?.[1] : undefined;
	if (inPackage !== undefined || !isProgram({ type })) return inPackage;
	const [whole, owner, name] = repository.exec(written) ?? [];
	if (whole !== undefined && name !== undefined) {
		const isPlace = /^git/i.test(whole) || url?.includes(`/${owner}/${name}`) || plainText(key) === plainText(name);
		return isPlace ? name : undefined;
	}
	return (behindProgram.exec(written) ?? beforeProgram.exec(written) ?? (url === undefined ? null : beforeSlogan.exec(written)))?.[1];
}

/** What many keys have behind the name of what a page or program is about: `rust_web`, `couch:homepage`. */
const kindInKey =
	/[:_-](?:web(?:site)?|home(?:page)?|docs?|documentation|spec(?:ification)?|ref(?:erence)?|manual|repo(?:sitory)?|git(?:hub)?|src|source|org|page|site|online|url|lib(?:rary)?|package|api)$/i;

/** A citation key without a year and what says which text it is: the name of what the text is on, if a user has named the key so. */
export const nameInKey = (key: string): string =>
	key
		.replace(/^R-/, '')
		.replace(/[-_:]?(?:19|20)\d\d[a-z]?$/, '')
		.replace(kindInKey, '');

/** What a page's title has before what it says of a program: "Rust. A language empowering everyone". */
const beforeSlogan = /^(\p{L}{3,20}(?: \p{Lu}\p{L}{2,20})?)\. \p{Lu}/u;

/** The name of a program that a key may be: `ssh-fuzzer`, `R-drake`, `express2020`. */
const programKey = /^\p{L}(?:[\p{L}\d.-]*\p{L})?\d?$/u;

/** "Introduction to Celery" */
const introduces = /^(?:an? )?(?:introduction|intro|guide|getting started|welcome|einführung|introducción|introdução) /i;

/** Visits what a program's title says besides what every title does, and its citation key, by which only a citation of it right beside the word is meant. */
function eachProgramName(paper: Named, visit: (written: string, kind: number, withSingular: boolean) => void): void {
	const written = stated(paper, 'title') ?? '';
	const name = isProgram(paper) || written.includes('ackage') ? programIn(written, paper) : undefined;
	if (name !== undefined) visit(name, written.includes(`/${name}`) || packageIn.test(written) ? programName : looseTitle, false);
	if (!isProgram(paper)) return;
	// What is behind a dash or a bar is the site.
	const [page = ''] = written.replace(/^git(?:hub|lab) - /i, '').split(/ [-–—|] /, 1);
	const [key = ''] = programKey.exec(nameInKey(paper.key)) ?? [];
	const isAbout = isObjectInTitle(page, key) && !introduces.test(page);
	const isKeyKnown = !isOrdinary(plainText(key)) && plainText(page).includes(plainText(key)) && !isAbout;
	// With capitals within, they are met so as titles, too.
	const titles = name === undefined ? [written.trim(), beforeColon(written)] : [];
	const plainTitles = titles.filter((each) => each !== undefined && /^\S\P{Lu}+$/u.test(each));
	const isPerson = (word: string): boolean =>
		[...paper.authors, ...paper.editors].some(({ family, literal }) => literal !== true && plainText(family) === plainText(word));
	for (const word of new Set([...plainTitles, name, isKeyKnown ? key : undefined]))
		if (word !== undefined && /^\S{3,}$/u.test(word) && !isPerson(word)) visit(word, nameBeside, false);
}

/** A key of letters alone, and the word behind author and year: `findsecbugs`, `he2016resnet`. */
const namingKey = /^(?:\p{L}{5,20}|\p{L}{2,20}\d{4}([a-z]{4,20}))$/u;

/** The word that a citation key has behind its year. */
export const wordBehindYear = (key: string): string | undefined => namingKey.exec(key)?.[1];

/** Visits the name that a citation key may be, or hold. An author's name is none. */
function eachKeyName(
	{ key, authors, editors, url, title: written }: Named,
	visit: (written: string, kind: number, withSingular: boolean) => void,
): void {
	const found = namingKey.exec(key);
	if (!found) return;
	const [whole, word] = found;
	const name = plainText(word ?? whole);
	const isPerson = ({ family, given }: Name): boolean =>
		(plainText(family).includes(name) || name.startsWith(plainText(family))) && !(given === undefined && isMaker(family, written));
	if ([...authors, ...editors].some(isPerson)) return;
	// A plain word of the title is a word like any other.
	if (word === undefined) {
		// In capitals it is a name: "MUSIC".
		if (isOrdinary(name) && !/\p{Lu}/u.test(whole.slice(1))) return;
		if (!written.split(/[^\p{L}\p{N}]/u).some((each) => /^\p{Lu}?\p{Ll}+$/u.test(each) && plainText(each) === name))
			// A key in small letters may be an author's name, a firm's or a topic: only capitals within the word say that it is a name.
			visit(
				whole,
				isOrdinary(name) || (/\p{Lu}/u.test(whole) && !isAmong(name, plainText(written)))
					? otherNameEvident
					: /\p{Lu}/u.test(whole) || placeInTitle(written, whole)
						? shortTitle
						: keyWord,
				false,
			);
	} else if (
		// "jax2018github" says where it is.
		!plainText(url ?? '').includes(name) &&
		!plainText(written)
			.replace(/[^\p{L}\p{N}]/gu, '')
			.includes(name)
	)
		visit(word, keyWord, false);
}

/** Visits the title of a program or web page, and its part before the colon, that the citation key is made of: who wrote the key calls the page so. */
function eachKeyTitle(paper: Named, visit: (written: string, kind: number, withSingular: boolean) => void): void {
	if (!isProgram(paper)) return;
	const written = stated(paper, 'title') ?? '';
	for (const name of [written, beforeColon(written)])
		if (name !== undefined && isKeyTitle(name, paper.key) && name.split(/\s+/).every((word) => /^\P{Ll}/u.test(word) || isTying(word)))
			visit(name, keyTitle, false);
}

/** Whether a citation key has the letters of several words, perhaps with a year behind them: `cloudrun2024`, `google-docs`. */
export const isKeyTitle = (words: string, key: string): boolean => /\S\s+\S/.test(words) && lettersOf(words) === lettersOf(key);

const lettersOf = (written: string): string => plainText(written).replace(/[^\p{L}]/gu, '');

/** Whether an author is an organisation of one word with a capital within that the title has, too: it is called like what it makes ("MongoDB"). */
const isMaker = (family: string, written: string): boolean => nameLikeWords(written).includes(family);

/** The kind of a name that a record does not state itself, by what it asks for. */
export const kindOfOther = (asks: OtherName['asks']): number =>
	asks === 'capitals' ? otherNameAsWritten : asks === 'evidence' ? otherNameEvident : asks === 'rarity' ? otherPhrase : otherName;

function eachTitle(
	written: string,
	kinds: { readonly whole: number; readonly short: number },
	visit: (written: string, kind: number, withSingular: boolean) => void,
): void {
	if (written.length > longestTitle || written.includes('$')) return;
	if (/[™®©]/.test(written)) {
		eachTitle(written.replace(/[™®©]/g, ''), kinds, visit);
		return;
	}
	visit(written, kinds.whole, written.includes(' ') || isMarkedPlural(written));
	const bare = withoutArticle(written);
	if (bare !== written && (bare.split(' ', 5).length > 4 || (bare.includes(' ') && /\p{L}\p{Lu}/u.test(bare))))
		visit(bare, kinds.whole, true);
	const short = beforeColon(written);
	if (short !== undefined) eachHead(short, written.slice(short.length + 1), kinds.short, visit);
	// "udpipe: Tagging with the 'UDPipe' Toolkit" says how its name is written, too.
	for (const word of nameLikeWords(written.slice(short === undefined || /\s/.test(short) ? 0 : short.length)))
		if (word !== written)
			visit(
				word,
				short !== undefined && kinds.short !== bookTitle && plainText(word) === plainText(short) ? programName : titleWord,
				false,
			);
}

/** Visits the part of a title before its colon, behind which is `rest`: as it is, without its article, and as another way to write the number of a release. */
function eachHead(short: string, rest: string, kind: number, visit: (written: string, kind: number, withSingular: boolean) => void): void {
	for (const name of new Set([short, withoutArticle(short)]))
		visit(name, kindBefore(name, rest, kind), name.includes(' ') || isMarkedPlural(name));
	// "ORB-SLAM2" is called "ORB-SLAMv2", too.
	const [, family, release] = /\d$/.test(short) ? (/^(\p{L}[\p{L}-]{2,20})(\d)$/u.exec(short) ?? []) : [];
	if (family !== undefined) visit(`${family}v${release}`, kindBefore(short, rest, kind), false);
}

/**
 * A subtitle that says what kind of text about a subject it is: an introduction, a guide, a review, in the languages of most titles; or that
 * speaks of the subject as of something known: "Rust: The programming language …".
 */
const asksAbout = /^[\s:–—-]*(?:what|how|why)\s/i;
const ofSubject =
	/(?<!\p{L})(?:introduction|guide|primer|handbook|textbook|survey|review|overview|tutorial|einführung|lehrbuch|arbeitsbuch|handbuch|überblick|leitfaden|manuel|aperçu|introducción|guía|revisión|panorama|introduzione|guida|rassegna|introdução|guia|revisão)(?!\p{L})/iu;

/**
 * What a subtitle says of a work that is about something instead of introducing it: it is a text of some kind ("a brief survey of …"), or judges
 * ("considered harmful").
 */
const textAbout =
	/^[\s:–—-]*(?:(?:an?|the|some|our|\d+)\s+)?(?!(?:of|for|with|to|in|on|by|using|from|and)\s)(?:[\p{L}-]+\s+(?!(?:of|for|with|to|in|on|by|using|from|and)\s)){0,4}?(?:survey|review|critique|criticism|history|retrospective|perspective|bibliography|comparison|evaluation|assessment|appraisal|discussion|comment|commentary|reply|response|tip|question|lesson|experience|challenge|opportunitie|opportunity|issue|pitfall|trend|problem|limitation|myth|failure|case study|case studie)s?(?=$|[\s.,:;?!])/iu;
/** What is done with such things says what the work does: "distributing test problems by mail". */
const doesWith = /^[\s:–—-]*\p{L}{2,}ing\s(?:[\p{L}-]+\s){1,3}(?:by|through|using|via|with)\s/iu;
/** The same, where the noun says so only with what belongs to it: "implications for therapy", not "an effect system". */
const matterOf =
	/^[\s:–—-]*(?:(?:an?|the|its|their)\s+)?(?:\p{L}[\p{L}-]*\s+){0,2}?(?:implication|role|impact|effect|influence|significance|prevalence|epidemiology|pathogenesis|mechanism|diagnosis|treatment|therapy|cause|consequence|guideline|recommendation|prospect|outlook|future|uso|utilisation|aplicação|aplicações|aplicacione)s?(?:\s+(?:of|for|in|on|to|and|e|y|et|de|do|da|en|em)\s|[\s.?!]*$)/iu;
const judging =
	/(?<!\p{L})(?:considered harmful|problems|pitfalls|myths?|critique|criticisms?|limitations|drawbacks|weaknesses|flaws|lessons|state of the art|state-of-the-art)[.?!]*$/iu;

/** What nobody says of what they introduce: "a misleading measure of …". */
const disparaging =
	/^[\s:–—-]*(?:an?\s)?(?:(?:biased|dangerous|flawed|harmful|inadequate|inappropriate|misguided|misleading|poor|questionable|unreliable|unsuitable|useless)\s\p{L}|(?:misused|misunderstood|overrated|abused)(?!\p{L}))/iu;

/** Whether what is behind a title's colon speaks of what is before it as of something known. */
export function isAboutItsHead(written: string): boolean {
	const short = beforeColon(written);
	return short !== undefined && isSubjectOf(short, written.slice(short.length + 1));
}

/** Whether a word is what a title has before its colon, and the rest does not speak of it as of something known. */
export function isHeadOf(word: string, written: string): boolean {
	const short = beforeColon(written);
	return short !== undefined && plainText(short) === plainText(word) && !isSubjectOf(short, written.slice(short.length + 1));
}

/**
 * Whether letters are the initials of all words that mean something before a title's colon, and the rest does not speak of these words as of something known:
 * `NDT` of "The Normal Distributions Transform: …".
 */
export function isInitialsOfHead(letters: string, written: string): boolean {
	const short = beforeColon(written);
	if (short === undefined || isSubjectOf(short, written.slice(short.length + 1))) return false;
	const words = short.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !isTying(word.toLowerCase()));
	return words.length > 2 && plainText(words.map((word) => word.charAt(0)).join('')) === plainText(letters);
}

/**
 * Where a title has a word: `first` at its beginning or behind its article; `introduced` at the end of the part before the colon, in brackets, or alone
 * behind a dash or comma; `used` elsewhere, as in "lessons learned at Facebook"; nothing if it does not have the word.
 */
export function placeInTitle(written: string, word: string): 'first' | 'introduced' | 'used' | undefined {
	const wanted = plainText(word).replace(/s$/, '');
	let place: 'introduced' | 'used' | undefined;
	for (const { 0: each, index } of written.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)) {
		if (plainText(each).replace(/s$/, '') !== wanted) continue;
		const before = written.slice(0, index);
		const after = written.slice(index + each.length);
		if (/^[^\p{L}\p{N}]*(?:(?:an?|the)\s)?$/iu.test(before)) return 'first';
		const endsHead = /^(?::|\s[-–—]\s)/u.test(after) && !/[\p{L}\p{N}]\s*[:–—]/u.test(before);
		const isSetOff = /(?:[([]|[–—,:]\s?)$/u.test(before.trimEnd()) && /^(?:[)\],:]|\s?[–—]|[\s.]*$)/u.test(after);
		if (endsHead || isSetOff) place = 'introduced';
		else place ??= 'used';
	}
	return place;
}

const preposition =
	/(?<![\p{L}\p{N}])(?:about|at|by|for|from|in|of|on|to|under|using|via|with|within|bei|für|im|mit|über|von|à|avec|chez|dans|de|du|pour|sur|con|da|di|em|en|no|per|para|por|su)\s$/iu;

/** The same, of what a work is made with rather than about or at. */
const instrumental = /(?<![\p{L}\p{N}])(?:using|via|with|mit|avec|con|com)\s$/iu;

/**
 * Whether a title has a word behind a preposition, and nowhere else: "lessons learned at Facebook". What is done with it may be `made` by it: "solving
 * with Gimsatul".
 */
export function isObjectInTitle(written: string, word: string, isMade = false): boolean {
	const wanted = plainText(word);
	const places = Array.from(written.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)).filter(([each]) => plainText(each) === wanted);
	return (
		places.length > 0 &&
		places.every(({ index }) => {
			const before = written.slice(0, index);
			return preposition.test(before) && !(isMade && instrumental.test(before));
		})
	);
}

/** "Rust: The programming language …", and not "VALD: The Vienna Atomic Line Database". */
const isSubjectOf = (short: string, rest: string): boolean =>
	asksAbout.test(rest) ||
	(textAbout.test(rest) && !doesWith.test(rest)) ||
	matterOf.test(rest) ||
	judging.test(rest) ||
	disparaging.test(rest) ||
	(!/\p{L}{2}\p{Lu}|\p{Ll}\p{Lu}/u.test(short) && ofSubject.test(rest)) ||
	(/^[\s:–—-]*the\s/i.test(rest) && /^\p{Lu}?\p{Ll}+(?: \p{Ll}+)*$/u.test(short));

/** The kind of the part of a title before its colon, by what is behind it. */
function kindBefore(short: string, rest: string, kind: number): number {
	if (kind === programName) return kind;
	if (isSubjectOf(short, rest)) return subjectTitle;
	return isAbbreviationOf(short, rest) || isProgramBefore(short, rest, kind) ? programName : kind;
}

/** "A library for …" */
const asProgram = /^[\s:–—-]*(?:an?|the)\s(?:[\p{L}\d+-]+\s){0,3}?(?:package|library|toolbox|toolkit)(?!\p{L})/iu;

/** Whether words without a capital, or in capitals on a web page, are those of a program by what is behind them: "stats19: A package for …". */
const isProgramBefore = (short: string, rest: string, kind: number): boolean =>
	asProgram.test(rest) && (kind === looseTitle ? /^\p{Lu}{3,}$/u : /^\p{Ll}[\p{Ll}\d]+$/u).test(short);

/** Whether a word without capitals within, such as "Pdp", is made of the initials of words behind it: in capitals it means what these words mean. */
function isAbbreviationOf(word: string, rest: string): boolean {
	if (!/^\p{L}\p{Ll}{2,5}$/u.test(word)) return false;
	const initials = rest
		.toLowerCase()
		.split(/[^\p{L}\p{N}]/u)
		.map((each) => each.charAt(0))
		.join('');
	return initials.includes(word.toLowerCase());
}

/** Whether a title's one word is the plural of a name: `MobileNets`. */
const isMarkedPlural = (word: string): boolean => /\p{Ll}s$/u.test(word) && /^\p{L}{3}/u.test(word) && /\p{Lu}/u.test(word.slice(3, -2));

const withoutArticle = (written: string): string => written.replace(/^(?:an?|the) /i, '');

/** Words with capitals among small letters: `TrueNorth`, `word2vec` too. */
const nameLike = /(?<![\p{L}\p{N}-])(?=[\p{L}\p{N}]{5,30}(?![\p{L}\p{N}-]))\p{L}+(?:\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|\d\p{L})[\p{L}\p{N}]*/gu;

/** Signs without which a title has no such word: looking for all letters takes long. */
const mayHaveNameLike = /[a-z][A-Z]|[A-Z]{2}[a-z]|\d[A-Za-z]|[^\0-\x7f]/;

/** Words of a title that have the shape of a name. */
const nameLikeWords = (written: string): readonly string[] => (mayHaveNameLike.test(written) ? (written.match(nameLike) ?? []) : []);

/** Whether a title of a paper has a word with a capital among its small letters, so that it is a name however a text writes it: "Zookeeper" for "ZooKeeper: …". */
export function hasMarkedForm({ title: written, alsoTitles }: Pick<SourceRecord, 'title' | 'alsoTitles'>, word: string): boolean {
	const wanted = plainText(word);
	return [written, ...alsoTitles].some((each) => nameLikeWords(each).some((name) => plainText(name) === wanted));
}

/** The part of a title before its colon, or before a dash with blanks around it. */
function beforeColon(written: string): string | undefined {
	const colon = written.indexOf(': ');
	const at = colon > 0 ? colon : written.search(/ [-–—] |[?!] /);
	return at > 1 ? written.slice(0, at).trim() : undefined;
}

/** Whether an address is worth keeping: those of sites with a page for each paper that has no identifier we know. */
export const isPlaced = (url: string): boolean => /openreview\.net|acl(?:anthology|web)\.org|semanticscholar\.org|alphaxiv\.org/.test(url);
