import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { messages } from './messages.ts';

/** 読み上げる, where the device can speak. It falls silent when the screen goes away. */
export function ReadAloudButton({ text }: { readonly text: string }) {
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => () => speech()?.cancel(), []);
  const synthesis = speech();
  if (!synthesis) return null;
  const toggle = () => {
    synthesis.cancel();
    if (speaking) return setSpeaking(false);
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = 'ja-JP';
    utterance.rate = 0.9;
    utterance.addEventListener('end', () => setSpeaking(false));
    utterance.addEventListener('error', () => setSpeaking(false));
    synthesis.speak(utterance);
    setSpeaking(true);
  };
  return (
    <Button icon={speaking ? 'stop' : 'speaker'} onClick={toggle}>
      {speaking ? messages.stopReading : messages.readAloud}
    </Button>
  );
}

// Absent in WebKitGTK, whatever the types say.
const speech = (): SpeechSynthesis | undefined =>
  (globalThis as { readonly speechSynthesis?: SpeechSynthesis }).speechSynthesis;
