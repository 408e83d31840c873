import * as l10n from '@vscode/l10n';

/** A message to users, kept until it is shown: in English, with `{0}`, `{1}` … where the values go. */
export interface LocalizableMessage {
	readonly text: string;
	readonly values?: readonly Value[];
}

type Value = string | number | LocalizableMessage;

/** A sentence for later: it may be kept on disk, and read by a server that speaks another language. */
export const localizable = (text: string, ...values: readonly Value[]): LocalizableMessage =>
	values.length === 0 ? { text } : { text, values };

/** A sentence in the user's language. */
export const localize = ({ text, values = [] }: LocalizableMessage): string =>
	l10n.t(text, ...values.map((value) => (typeof value === 'object' ? localize(value) : value)));
