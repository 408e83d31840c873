import * as vscode from 'vscode';
import type { Range } from '../../server/protocol/index.js';

/** A range of the server as VS Code has it. */
export const toRange = ({ start, end }: Range): vscode.Range => new vscode.Range(start.line, start.character, end.line, end.character);
