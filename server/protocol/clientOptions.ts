import * as v from 'valibot';
import type { ThemeKind } from '../engine/index.js';

/** The kinds of theme that pictures are drawn for. */
export const themeKind = v.picklist(['dark', 'light', 'high-contrast', 'high-contrast-light'] satisfies readonly ThemeKind[]);

const flag = v.optional(v.fallback(v.boolean(), false));
const text = v.optional(v.fallback(v.optional(v.string()), undefined));

/** What a client supports and where it keeps files: `initializationOptions.lectern`. Every field may be left out; a wrong value counts as left out. */
export const clientOptions = v.object({
	/** The client asks the web for the server: `lectern/fetch`. */
	fetches: flag,
	/** `<sub>`, `<sup>`, `<i>` are shown in Markdown. */
	html: flag,
	/** `<img>` with an SVG data URI is shown in Markdown, on a background of this kind (see `themeChanged`). */
	pictures: v.optional(v.fallback(v.optional(themeKind), undefined)),
	/** Links to Lectern's commands work in hovers. */
	commands: flag,
	/** The client reads files for the server (a browser worker has none of its own). */
	providesFiles: flag,
	/** An accepted completion may run `lectern.bringAlong`, which applies citation and entry as one change. */
	singleEdit: flag,
	/** Why a key cannot be renamed is reported once there is a new name: the client would go on to another provider if preparing failed. */
	lateRefusals: flag,
	/** Cells of notebooks can be opened by the URIs that VS Code has for them. */
	notebookCells: flag,
	/** The command `lectern.addPaper` exists, with an `AddPaperArgument` to begin with. */
	addPaper: flag,
	/** The user does not trust the open folders: nothing outside them is read because a file in them names it. */
	isUntrusted: flag,
	/** In a remote window, what the editor calls it (`ssh-remote`, `wsl`, a computer's name): there Zotero is not on the server's machine. */
	remote: text,
	/** The user's language (`de`), for clients that do not announce it with LSP's `locale`. */
	locale: text,
	/** Address of the folder that the server was built into, for a server that cannot know it. */
	build: text,
	/** URI of the file for reading states where no workspace file is to be written. */
	readings: text,
	/** URI of a folder for what may be lost at any time; the platform's own where left out. */
	cacheFolder: text,
});

export type ClientOptions = v.InferInput<typeof clientOptions>;
