// Child processes: run one to its end, and never leave it behind when the person presses Ctrl+C.

import { spawn } from 'node:child_process';
import { rootDir } from './paths.mjs';

/**
 * Runs a program to its end and answers its exit code (128 + n when a signal ended it).
 * SIGINT and SIGTERM are passed on, so that a server can stop gracefully. Throws when the program cannot be started.
 */
export function runProcess(command, args, { cwd = rootDir, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: 'inherit',
      shell: needsShell(command),
    });
    const stopForwarding = forwardSignals(child);
    child.once('error', (error) => {
      stopForwarding();
      reject(new Error(`${command} could not be started: ${error.message}`));
    });
    child.once('exit', (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (signalNumbers[signal] ?? 1));
    });
  });
}

/** As runProcess, but any exit code except 0 is thrown. */
export async function mustRun(command, args, options) {
  const exitCode = await runProcess(command, args, options);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')} ended with exit code ${exitCode}`);
}

/** What a short program prints, trimmed; undefined when it cannot be started or fails. */
export function readOutput(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], shell: needsShell(command) });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code === 0 ? output.trim() : undefined));
  });
}

const signalNumbers = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

// Node refuses to start .cmd files without a shell on Windows.
function needsShell(command) {
  return process.platform === 'win32' && !/\.exe$/i.test(command);
}

function forwardSignals(child) {
  // At a terminal Ctrl+C reaches the whole process group by itself; sending it again would look like a second press.
  const forward = (signal) => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  return () => {
    process.off('SIGINT', forward);
    process.off('SIGTERM', forward);
  };
}
