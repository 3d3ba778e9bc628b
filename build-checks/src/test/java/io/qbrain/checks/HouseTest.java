package io.qbrain.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Where modules lie and what their POMs hold: folder = artifactId = root package. */
class HouseTest {

  private static final Tree TREE = Tree.aroundHere();

  static List<Path> modules() {
    return TREE.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleIsNamedLikeItsFolderAndListedThere(Path module) throws Exception {
    Element pom = read(module.resolve("pom.xml"));
    String name = module.getFileName().toString();

    assertThat(text(child(pom, "artifactId"))).isEqualTo(name);
    assertThat(text(child(child(pom, "parent"), "artifactId")))
        .isEqualTo(module.getParent().getFileName().toString());
    assertThat(children(child(read(module.resolveSibling("pom.xml")), "modules")))
        .extracting(HouseTest::text)
        .contains(name);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aPomHoldsParentNameAndDependenciesOnly(Path module) throws Exception {
    assertThat(children(read(module.resolve("pom.xml"))))
        .extracting(Node::getNodeName)
        .isSubsetOf("modelVersion", "parent", "artifactId", "dependencies");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleHoldsPackagesOfItsOwnName(Path module) {
    String name = module.getFileName().toString();

    assertThat(TREE.classesOf(module))
        .extracting(JavaClass::getPackageName)
        .allMatch(found -> found.equals(name) || found.startsWith(name + "."));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aReadmeSaysWhatTheModuleIs(Path module) {
    assertThat(module.resolve("README.md"))
        .content()
        .startsWith("# " + module.getFileName())
        .contains("depend");
  }

  @Test
  void aPackageLivesInOneModule() {
    Map<String, Path> owners = new TreeMap<>();
    for (Path module : modules()) {
      for (JavaClass type : TREE.classesOf(module)) {
        assertThat(owners.putIfAbsent(type.getPackageName(), module))
            .as("another module with the package " + type.getPackageName())
            .isIn(null, module);
      }
    }
  }

  @Test
  void modulesAreFound() {
    assertThat(modules()).contains(TREE.root().resolve("api/io.qbrain.model"));
    assertThat(Files.exists(TREE.root().resolve("pom.xml"))).isTrue();
  }

  private static Element read(Path pom) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    return builder.parse(pom.toFile()).getDocumentElement();
  }

  private static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getNodeName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("expected <" + name + "> in <" + parent.getNodeName() + ">"));
  }

  private static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element element) {
    return element.getTextContent().strip();
  }
}
