import { useEffect, useState, type ReactElement } from 'react';
import { text } from '../../../shared/text';
import { takeFiles } from './take-files';

/** Takes a .rdp file or reports dropped anywhere in the window, and says so while they hover. */
export function DropArea(): ReactElement | null {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent): void => {
      // Leaving one element for another inside the window also fires; only the window's edge has no other side.
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent): void => {
      // Text is the field's own business.
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setHovering(false);
      void takeFiles([...event.dataTransfer.files]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return hovering ? <div className="drop-area">{text('app.start.file.drop')}</div> : null;
}
