import Learning
import Text

/// The part of a program that reads and prepares data.
extension PyTorchProgram {
  private var names: String {
    run.hasHeader ? "rows.pop(0)" : #"[f"column_{i + 1}" for i in range(len(rows[0]))]"#
  }

  /// The number of the first row of samples.
  private var firstRow: Int { run.hasHeader ? 2 : 1 }

  /// The function that reads the rows of a table.
  private var rows: String {
    #"""
    def read_rows(path: Path, encoding: str) -> list[dict[str, str]]:
        """The rows of a table, each with its fields by the names of their columns."""
        with path.open(newline="", encoding=encoding) as file:
            separator = max(",;\t|", key=file.readline().count)
            file.seek(0)
            table = csv.reader(file, delimiter=separator, skipinitialspace=True)
            rows = [[field.strip() for field in row] for row in table if row]
        if len(rows) < \#(firstRow):
            sys.exit(f"{path} has no rows")
        names = \#(names)
        for i, row in enumerate(rows, \#(firstRow)):
            if len(row) != len(names):
                sys.exit(f"{path}, row {i}: {len(row)} fields for {len(names)} columns")
        return [dict(zip(names, row, strict=True)) for row in rows]


    def number(path: Path, i: int, row: dict[str, str], name: str) -> float:
        try:
            value = float(row[name])
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            sys.exit(f"{path}, row {i}, column {name}: {row[name]!r} is not a number")
        return value
    """#
  }

  private var targetFields: String {
    #"""
    def target_names(metadata: dict[str, str]) -> list[str]:
        return json.loads(metadata["target_columns"]) or [metadata["target"]]


    def target_fields(
        rows: list[dict[str, str]], metadata: dict[str, str]
    ) -> list[list[str]] | None:
        """The fields that the model predicts; None if the table lacks one."""
        names = target_names(metadata)
        if not set(names) <= rows[0].keys():
            return None
        return [[row[name] for name in names] for row in rows]
    """#
  }

  var tables: String {
    #"""
    GAPS = (\#(OddCell.gaps.map(JSON.quoted).joined(separator: ", ")))


    \#(rows)


    def features(
        path: Path, i: int, row: dict[str, str], columns: list[dict]
    ) -> list[float]:
        """A sample: numbers, and 1 or 0 for each category, and for whether one is missing."""
        sample: list[float] = []
        for column in columns:
            name = column["name"]
            if name not in row:
                sys.exit(f"{path}: there is no column {name!r}")
            is_missing = row[name].lower() in GAPS
            if "categories" in column:
                word = "missing" if is_missing else row[name]
                sample += [float(word == category) for category in column["categories"]]
                continue
            sample.append(math.nan if is_missing else number(path, i, row, name))
            if column["gaps"]:
                sample.append(float(is_missing))
        return sample


    \#(targetFields)


    def read_samples(
        path: Path, metadata: dict[str, str], encoding: str
    ) -> tuple[Tensor, list[list[str]] | None]:
        """The features and the targets of the samples of a table."""
        rows = read_rows(path, encoding)
        columns = json.loads(metadata["columns"])
        samples = [features(path, i, row, columns) for i, row in enumerate(rows, \#(firstRow))]
        values = torch.tensor(samples, dtype=torch.float64)
        return values, target_fields(rows, metadata)
    """#
  }

  var images: String {
    #"""
    def read_idx(path: Path) -> Tensor:
        """An IDX file of bytes, such as MNIST's: the type, the axes, their sizes, the numbers."""
        content = path.read_bytes()
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        if content[:3] != b"\0\0\x08":
            sys.exit(f"{path} is not an IDX file of bytes")
        start = 4 + 4 * content[3]
        sizes = [int.from_bytes(content[i : i + 4], "big") for i in range(4, start, 4)]
        numbers = torch.frombuffer(bytearray(content[start:]), dtype=torch.uint8)
        return numbers.reshape(sizes)


    def read_picture(path: Path, shape: list[int]) -> list[float]:
        """The pixels, grey ones as colour if the model takes colour, or the other way round."""
        from PIL import Image  # Pillow is needed for pictures only

        with Image.open(path) as image:
            if image.mode not in ("L", "RGB") or [image.height, image.width] != shape[1:]:
                size = f"{image.mode} {image.width}x{image.height}"
                sys.exit(f"{path} is {size}; it has to be L or RGB {shape[2]}x{shape[1]}")
            numbers = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
        pixels = numbers.reshape(*shape[1:], -1).double()
        if shape[0] < pixels.shape[2]:
            pixels = pixels @ torch.tensor([[0.299], [0.587], [0.114]], dtype=torch.float64)
        return pixels.expand(-1, -1, shape[0]).permute(2, 0, 1).flatten().tolist()


    def read_samples(
        path: Path, metadata: dict[str, str], encoding: str
    ) -> tuple[list[str], Tensor, list[list[str]] | None]:
        """The files of the samples, if each has one, their features and their targets.

        Samples are an IDX file, with the labels beside it under MNIST's names; a picture, or
        pictures in a folder, in a subfolder for each class; or the rows of a table.
        """
        shape = json.loads(metadata["sample_shape"])
        white = float(metadata.get("white", 255))
        if path.suffix.lower() in (".png", ".pgm", ".ppm"):
            values = torch.tensor([read_picture(path, shape)], dtype=torch.float64)
            return [str(path)], values / 255 * white, None
        if path.is_dir():
            files = sorted(file for file in path.rglob("[!.]*") if file.is_file())
            names = [str(file.relative_to(path)) for file in files]
            pictures = [read_picture(file, shape) for file in files]
            folders = [[file.parent.name] for file in files if file.parent != path]
            values = torch.tensor(pictures, dtype=torch.float64)
            return names, values / 255 * white, folders or None
        if path.suffix.lower() in (".csv", ".tsv"):
            rows = read_rows(path, encoding)
            names = [name for name in rows[0] if name not in target_names(metadata)]
            values = [
                [number(path, i, row, name) for name in names]
                for i, row in enumerate(rows, \#(firstRow))
            ]
            return [], torch.tensor(values, dtype=torch.float64), target_fields(rows, metadata)
        values = read_idx(path).flatten(1).double() / 255 * white
        other = path.with_name(path.name.replace("images-idx3", "labels-idx1"))
        if other == path or not other.exists():
            return [], values, None
        return [], values, [[str(label)] for label in read_idx(other).tolist()]


    \#(rows)


    \#(targetFields)
    """#
  }

  /// The functions that scale features and encode targets.
  var preparation: String {
    #"""
    def scaling(text: str) -> tuple[Tensor, Tensor, Tensor]:
        """The offset and spread of each number of a row, and the mean for a missing one."""
        fitted = json.loads(text)
        each = fitted["width"] // len(fitted["offsets"])
        offsets, spreads, means = (
            torch.tensor(fitted[name], dtype=torch.float64).repeat_interleave(each)
            for name in ("offsets", "spreads", "means")
        )
        return offsets, spreads, means


    def scaled(rows: Tensor, text: str) -> Tensor:
        """(x - offset) / spread; 0 where all numbers of the training part were the same."""
        offsets, spreads, means = scaling(text)
        rows = torch.where(rows.isnan(), means, rows)
        return torch.where(spreads == 0, 0.0, (rows - offsets) / spreads)


    def prepared(values: Tensor, metadata: dict[str, str]) -> Tensor:
        """Samples as the network takes them."""
        shape = json.loads(metadata["sample_shape"])
        if values[0].numel() != math.prod(shape):
            sys.exit(f"a sample has {values[0].numel()} numbers; the model takes {shape}")
        return scaled(values, metadata["scaling"]).float().reshape(-1, *shape)


    \#(targets)
    """#
  }

  /// The metadata's entry with the scaling of the outputs.
  var outputScaling: String { model.reproduces ? "scaling" : "target_scaling" }

  /// The function that encodes targets: a 1 for the class, one number for two classes, or scaled numbers.
  private var targets: String {
    if model.reproduces {
      return #"""
        def targets_of(samples: Tensor) -> Tensor:
            """The samples themselves, which the network reproduces."""
            return samples.flatten(1)
        """#
    }
    if model.classNames.isEmpty {
      return #"""
        def encoded(fields: list[list[str]], metadata: dict[str, str]) -> Tensor:
            """Numbers, scaled as the network gives them."""
            try:
                numbers = [[float(field) for field in row] for row in fields]
            except ValueError as error:
                sys.exit(f"a target is not a number: {error}")
            rows = torch.tensor(numbers, dtype=torch.float64)
            if not rows.isfinite().all():
                sys.exit("a target is not a finite number")
            return scaled(rows, metadata["target_scaling"]).float()
        """#
    }
    let encoding =
      model.model.outputCount == 1
      ? "labels.float().unsqueeze(1)" : "F.one_hot(labels, len(classes)).float()"
    return #"""
      def encoded(fields: list[list[str]], metadata: dict[str, str]) -> Tensor:
          """Classes as numbers: \#(model.model.outputCount == 1 ? "1 for the second of two" : "1 for a sample's own and 0 for the others")."""
          classes = json.loads(metadata["classes"])
          unknown = {name for (name,) in fields} - set(classes)
          if unknown:
              sys.exit(f"there is no class {min(unknown)!r} among {classes}")
          labels = torch.tensor([classes.index(name) for (name,) in fields])
          return \#(encoding)
      """#
  }
}
