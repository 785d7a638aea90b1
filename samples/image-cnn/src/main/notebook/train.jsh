// region train
import dev.welkin.ai.train.*;
import java.nio.file.Path;

var trained = Trainer.of(ImageClassifier.smallCnn()).epochs(10).fit(ImageFolder.of(Path.of("shapes")).split(0.8, 7));
// endregion

// region curves
dev.welkin.ai.vision.ImageFile.read(trained.history().toPng())
// endregion
